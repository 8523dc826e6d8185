// pcall and xpcall, which let a script catch everything but the end.

#include "internal.h"

// Both a continuation, after a yield inside the protected call, and its ordinary end.
static int finish(lua_State *L, int status, lua_KContext first) {
  tsk_check_fatal(L);
  if (status == LUA_ERRMEM) tsk_raise_memory(L);
  if (status != LUA_OK && status != LUA_YIELD) {
    tsk_of(L)->rethrown = 0;
    lua_pushboolean(L, 0);
    lua_pushvalue(L, -2);
    return 2;
  }
  return lua_gettop(L) - (int)first;
}

static int protected_call(lua_State *L) {
  luaL_checkany(L, 1);
  tsk_steps(L, 16);
  lua_pushcfunction(L, tsk_catching_handler);
  lua_insert(L, 1);
  lua_pushboolean(L, 1);
  lua_insert(L, 2);
  return finish(L, lua_pcallk(L, lua_gettop(L) - 3, LUA_MULTRET, 1, 1, finish), 1);
}

// A handler of a script runs inside the hook that ended it, where no hook can stop it: it is then
// left out.
static int call_handler(lua_State *L) {
  if (tsk_of(L)->fatal != TSK_OK) return 1;
  lua_settop(L, 1);
  tsk_catching_handler(L);
  tsk_of(L)->rethrown = 0;  // what the script's handler raises is another error
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 1, 1);
  return 1;
}

static int protected_call_with_handler(lua_State *L) {
  luaL_checktype(L, 2, LUA_TFUNCTION);
  tsk_steps(L, 16);
  int arguments = lua_gettop(L) - 2;
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, call_handler, 1);
  lua_replace(L, 2);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  return finish(L, lua_pcallk(L, arguments, LUA_MULTRET, 2, 2, finish), 2);
}

void tsk_open_protected_calls(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"pcall", protected_call}, {"xpcall", protected_call_with_handler}, {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
}
