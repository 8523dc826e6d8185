// Guards of the table library. Its stock loops run without a hook, so their length must be honest
// and bounded, and is paid for before they start.

#include "internal.h"

// A table whose length or fields are computed could keep a C loop busy for ever. A class, where
// __index is a table, is fine.
static void check_metatable(lua_State *L, int argument) {
  static const char *const refused[] = {"__index", "__newindex", "__len"};
  if (!lua_getmetatable(L, argument)) return;
  for (int i = 0; i < 3; i++) {
    lua_pushstring(L, refused[i]);
    int type = lua_rawget(L, -2);
    lua_pop(L, 1);
    if (type == LUA_TNIL || (i == 0 && type == LUA_TTABLE)) continue;
    luaL_argerror(
        L, argument, lua_pushfstring(L, "a table with %s is not accepted here", refused[i]));
  }
  lua_pop(L, 1);
}

static lua_Integer check_list(lua_State *L, int argument) {
  luaL_checktype(L, argument, LUA_TTABLE);
  check_metatable(L, argument);
  // With keys 1, 2, 4, 8 and so on, a few fields claim any length.
  lua_Unsigned count = lua_rawlen(L, argument);
  if (count > TSK_RANGE) luaL_argerror(L, argument, "more than 10,000,000 elements");
  return (lua_Integer)count;
}

// Checks the range first..last and pays for it.
static void pay(lua_State *L, int argument, lua_Integer first, lua_Integer last) {
  if (first > last) return;
  if ((lua_Unsigned)last - (lua_Unsigned)first >= TSK_RANGE) {
    luaL_argerror(L, argument, "more than 10,000,000 elements");
  }
  tsk_steps(L, last - first + 1);
  if (last - first >= TSK_STEPS_PER_LOOK) tsk_see(L);
}

static int insert(lua_State *L) {
  lua_Integer count = check_list(L, 1);
  if (lua_gettop(L) == 3 && lua_isinteger(L, 2)) {
    lua_Integer position = lua_tointeger(L, 2);
    if (position >= 1) pay(L, 1, position, count);
  }
  return tsk_stock(L);
}

static int remove_element(lua_State *L) {
  lua_Integer count = check_list(L, 1);
  if (lua_isinteger(L, 2)) {
    lua_Integer position = lua_tointeger(L, 2);
    if (position >= 1) pay(L, 1, position, count);
  }
  return tsk_stock(L);
}

static int move(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  check_metatable(L, 1);
  if (!lua_isnoneornil(L, 5)) {
    luaL_checktype(L, 5, LUA_TTABLE);
    check_metatable(L, 5);
  }
  pay(L, 3, luaL_checkinteger(L, 2), luaL_checkinteger(L, 3));
  return tsk_stock(L);
}

static int concat(lua_State *L) {
  lua_Integer count = check_list(L, 1);
  pay(L, 4, luaL_optinteger(L, 3, 1), luaL_optinteger(L, 4, count));
  return tsk_stock(L);
}

static int unpack(lua_State *L) {
  lua_Integer count = check_list(L, 1);
  pay(L, 3, luaL_optinteger(L, 2, 1), luaL_optinteger(L, 3, count));
  return tsk_stock(L);
}

// Stands in for the operator, whose comparisons of long lists no hook would see.
static int less(lua_State *L) {
  tsk_steps(L, 1);
  lua_pushboolean(L, lua_compare(L, 1, 2, LUA_OPLT));
  return 1;
}

static int sort(lua_State *L) {
  lua_Integer count = check_list(L, 1);
  if (count > TSK_SORT_RANGE) luaL_argerror(L, 1, "more than 1,000,000 elements");
  if (count > TSK_STEPS_PER_LOOK && lua_isnoneornil(L, 2)) {
    lua_settop(L, 1);
    lua_pushcfunction(L, less);
  }
  return tsk_stock(L);
}

void tsk_guard_table(lua_State *L) {
  tsk_guard(L, "concat", concat);
  tsk_guard(L, "insert", insert);
  tsk_guard(L, "move", move);
  tsk_guard(L, "remove", remove_element);
  tsk_guard(L, "sort", sort);
  tsk_guard(L, "unpack", unpack);
}
