// What the files of stock Lua share.

#ifndef TALLYSTICK_STOCKSTATE_H
#define TALLYSTICK_STOCKSTATE_H

#include <lua.h>

struct stock_lua {
  lua_State *L;
};

#endif
