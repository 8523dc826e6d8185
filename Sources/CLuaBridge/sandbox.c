// The globals of a script: an allow-list. The stock libraries are opened into tables that no script
// sees, and what is named here moves to new ones. io, debug and package are never opened.

#include "internal.h"

static const char *const base[] = {
    "assert", "error", "getmetatable", "ipairs", "next", "rawequal", "rawget", "rawlen", "rawset",
    "select", "tonumber", "type", "_VERSION", NULL};

// The other functions are our own.
static const char *const string[] = {
    "char", "format", "len", "pack", "packsize", "rep", "unpack", NULL};

static const char *const table[] = {
    "concat", "insert", "move", "pack", "remove", "sort", "unpack", NULL};

static const char *const math[] = {
    "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log",
    "max", "maxinteger", "min", "mininteger", "modf", "pi", "rad", "random", "randomseed", "sin",
    "sqrt", "tan", "tointeger", "type", "ult", NULL};

static const char *const utf8[] = {
    "char", "charpattern", "codepoint", "len", "offset", NULL};

static const char *const coroutine[] = {"isyieldable", "running", "status", "yield", NULL};

// Copies names from the table at -2 to the one at -1.
static void keep(lua_State *L, const char *const *names) {
  for (; *names != NULL; names++) {
    lua_pushstring(L, *names);
    lua_rawget(L, -3);
    lua_setfield(L, -2, *names);
  }
}

// Names the functions of the table on top for the messages about them: Lua looks here when one was
// not called by a name, as in pcall(string.rep). What a script adds to its own tables must neither
// show in messages nor make the search long, so this is a copy.
static void name_functions(lua_State *L, const char *library) {
  enum { ROOM = 24 };  // growing would take longer than all the rest
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_createtable(L, 0, ROOM);
  for (lua_pushnil(L); lua_next(L, -4) != 0; lua_pop(L, 1)) {
    if (lua_type(L, -1) != LUA_TFUNCTION) continue;
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, -5);
  }
  lua_setfield(L, -2, library);
  lua_pop(L, 1);
}

// Sets a field of the globals on top to what is allowed of a stock library.
static void open_library(
    lua_State *L, const char *name, lua_CFunction open, const char *const *names,
    void (*guard)(lua_State *)) {
  lua_pushcfunction(L, open);
  lua_call(L, 0, 1);
  lua_newtable(L);
  keep(L, names);
  guard(L);
  name_functions(L, name);
  lua_setfield(L, -3, name);
  lua_pop(L, 1);
}

// Methods of strings come from the guarded library, and scripts cannot reach the metatable.
static void guard_string_metatable(lua_State *L) {
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_getfield(L, -3, "string");
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  static const char *const operators[] = {
      "__add", "__sub", "__mul", "__div", "__idiv", "__mod", "__pow", "__unm", NULL};
  for (const char *const *name = operators; *name != NULL; name++) {
    tsk_guard(L, *name, tsk_stock_of_numbers);
  }
  lua_pop(L, 2);
}

void tsk_open_sandbox(lua_State *L) {
  lua_gc(L, LUA_GCSTOP);  // next to nothing of this is garbage
  lua_pushcfunction(L, luaopen_base);
  lua_call(L, 0, 1);
  lua_newtable(L);
  keep(L, base);
  tsk_open_base(L);
  tsk_open_protected_calls(L);
  tsk_open_pairs(L);
  tsk_open_require(L);
  name_functions(L, LUA_GNAME);
  open_library(L, "string", luaopen_string, string, tsk_guard_string);
  open_library(L, "table", luaopen_table, table, tsk_guard_table);
  open_library(L, "math", luaopen_math, math, tsk_guard_math);
  open_library(L, "utf8", luaopen_utf8, utf8, tsk_guard_utf8);
  open_library(L, "coroutine", luaopen_coroutine, coroutine, tsk_open_coroutine);
  guard_string_metatable(L);
  lua_newtable(L);
  tsk_open_os(L);
  name_functions(L, "os");
  lua_setfield(L, -2, "os");
  lua_pushvalue(L, -1);
  lua_setfield(L, -2, "_G");
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  lua_pop(L, 1);
  lua_gc(L, LUA_GCRESTART);
}

// MARK: - Guards

// Replaces a function of the table on top by a guard, which finds the stock one with tsk_stock.
void tsk_guard(lua_State *L, const char *name, lua_CFunction guard) {
  lua_getfield(L, -1, name);
  lua_pushcclosure(L, guard, 1);
  lua_setfield(L, -2, name);
}

// A guard for functions that take numbers: a text in place of one is read from end to end.
int tsk_stock_of_numbers(lua_State *L) {
  for (int i = lua_gettop(L); i > 0; i--) {
    if (lua_type(L, i) == LUA_TSTRING) tsk_steps(L, (int64_t)(lua_rawlen(L, i) / 4));
  }
  return tsk_stock(L);
}

// Runs the stock function in the guard's own frame, so that its errors name the right function and
// the right line.
int tsk_stock(lua_State *L) {
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}
