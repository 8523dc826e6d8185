// The loop over columns as C is usually written for it.

#include <lauxlib.h>
#include <lua.h>

#include "StockLua.h"
#include "StockState.h"

typedef struct stock_iterator {
  stock_columns columns;
  size_t next;
} stock_iterator;

static int next_values(lua_State *L) {
  stock_iterator *iterator = lua_touserdata(L, lua_upvalueindex(1));
  size_t i = iterator->next;
  if (i == iterator->columns.count) return 0;
  iterator->next = i + 1;
  lua_rawgeti(L, lua_upvalueindex(2), (lua_Integer)iterator->columns.codes[i] + 1);
  lua_pushnumber(L, iterator->columns.costs[i]);
  lua_pushinteger(L, iterator->columns.requests[i]);
  return 3;
}

static int columns(lua_State *L) {
  stock_iterator *iterator = lua_newuserdatauv(L, sizeof *iterator, 0);
  iterator->columns = *(const stock_columns *)lua_touserdata(L, lua_upvalueindex(1));
  iterator->next = 0;
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_pushcclosure(L, next_values, 2);
  return 1;
}

static int add_columns_body(lua_State *L) {
  const stock_columns *source = lua_touserdata(L, 1);
  stock_columns *copy = lua_newuserdatauv(L, sizeof *copy, 0);
  *copy = *source;
  lua_createtable(L, (int)source->text_count, 0);
  for (size_t i = 0; i < source->text_count; i++) {
    lua_pushfstring(L, "%s%d", source->text, (int)i);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_pushcclosure(L, columns, 2);
  lua_setglobal(L, "columns");
  return 0;
}

bool stock_add_columns(stock_lua *stock, stock_columns columns) {
  lua_settop(stock->L, 0);
  lua_pushcfunction(stock->L, add_columns_body);
  lua_pushlightuserdata(stock->L, &columns);
  return lua_pcall(stock->L, 1, 0, 0) == LUA_OK;
}
