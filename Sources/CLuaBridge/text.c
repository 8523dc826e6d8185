// What tostring makes of a value. Addresses would differ from run to run and tell where memory is,
// so tables, functions and coroutines get numbers in the order in which they are first shown.

#include "internal.h"

static const char numbers_key = 0;

// Pushes a table whose entries go when their keys do.
static void push_numbers(lua_State *L) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &numbers_key) == LUA_TTABLE) return;
  lua_pop(L, 1);
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "k");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &numbers_key);
}

static lua_Integer number_of(lua_State *L, int index) {
  tsk_state *s = tsk_of(L);
  push_numbers(L);
  lua_pushvalue(L, index);
  if (lua_rawget(L, -2) == LUA_TNIL) {
    lua_pushvalue(L, index);
    lua_pushinteger(L, ++s->name_count);
    lua_rawset(L, -4);
    lua_pop(L, 2);
    return s->name_count;
  }
  lua_Integer number = lua_tointeger(L, -1);
  lua_pop(L, 2);
  return number;
}

// Pushes exactly one value, since callers have a luaL_Buffer open.
void tsk_push_text(lua_State *L, int index) {
  index = lua_absindex(L, index);
  luaL_checkstack(L, 8, NULL);
  if (luaL_callmeta(L, index, "__tostring")) {
    if (lua_type(L, -1) != LUA_TSTRING) tsk_raise(L, "'__tostring' must return a string");
    return;
  }
  switch (lua_type(L, index)) {
    case LUA_TNIL:
      lua_pushliteral(L, "nil");
      break;
    case LUA_TBOOLEAN:
      lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
      break;
    case LUA_TNUMBER:
      lua_pushvalue(L, index);
      lua_tolstring(L, -1, NULL);  // turns the copy into a string
      break;
    case LUA_TSTRING:
      lua_pushvalue(L, index);
      break;
    default: {
      lua_Integer number = number_of(L, index);
      int top = lua_gettop(L);
      bool named = luaL_getmetafield(L, index, "__name") == LUA_TSTRING;
      const char *kind = named ? lua_tostring(L, -1) : luaL_typename(L, index);
      lua_pushfstring(L, "%s: %I", kind, (LUAI_UACINT)number);
      lua_insert(L, top + 1);
      lua_settop(L, top + 1);
    }
  }
}
