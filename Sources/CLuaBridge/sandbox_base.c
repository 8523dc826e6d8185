// Base functions that differ from the stock ones: setmetatable, tostring and print.

#include "internal.h"

// A finaliser runs where no hook can stop it, and weak tables make results depend on the collector.
// Lua looks for __gc only when a metatable is set, so one check is enough for it.
static int set_metatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  int type = lua_type(L, 2);
  luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) {
    return tsk_raise(L, "cannot change a protected metatable");
  }
  lua_settop(L, 2);
  if (type == LUA_TTABLE) {
    static const char *const refused[] = {"__gc", "__mode"};
    for (int i = 0; i < 2; i++) {
      lua_pushstring(L, refused[i]);
      if (lua_rawget(L, 2) != LUA_TNIL) {
        return tsk_raise(L, "`%s` is not available in report scripts", refused[i]);
      }
      lua_pop(L, 1);
    }
  }
  lua_setmetatable(L, 1);
  return 1;
}

static int to_string(lua_State *L) {
  luaL_checkany(L, 1);
  tsk_push_text(L, 1);
  return 1;
}

static int print(lua_State *L) {
  tsk_state *s = tsk_of(L);
  int count = lua_gettop(L);
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (int i = 1; i <= count; i++) {
    if (i > 1) luaL_addchar(&buffer, '\t');
    tsk_push_text(L, i);
    luaL_addvalue(&buffer);
  }
  luaL_pushresult(&buffer);
  size_t size;
  const char *line = lua_tolstring(L, -1, &size);
  if (tsk_charge_output(s, (int64_t)size + 1) != TSK_OK) tsk_raise_fatal(L);
  lua_State *running = s->running;
  s->running = L;
  s->host_depth++;
  s->callbacks.print(s->context, (const uint8_t *)line, size);
  s->host_depth--;
  s->running = running;
  tsk_check_fatal(L);
  tsk_look_again(L);
  return 0;
}

void tsk_open_base(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"setmetatable", set_metatable}, {"tostring", to_string}, {"print", print}, {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  tsk_guard(L, "tonumber", tsk_stock_of_numbers);
}
