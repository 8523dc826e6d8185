// math.random gives the same numbers in every run.

#include "internal.h"

// math.randomseed without arguments goes back to the report's seed; the stock function would make
// one of the clock and an address. Its upvalue is the generator, which it shares with math.random.
static int random_seed(lua_State *L) {
  if (lua_gettop(L) > 0) {
    luaL_checkinteger(L, 1);
    luaL_optinteger(L, 2, 0);
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  if (lua_gettop(L) == 1) {
    uint64_t seed = tsk_of(L)->seed;
    lua_pushinteger(L, (lua_Integer)seed);
    lua_pushinteger(L, 0);
  }
  lua_call(L, lua_gettop(L) - 1, 0);
  return 0;
}

// The generator's functions have upvalues of their own, and take at most two numbers a call.
static const char *const of_numbers[] = {
    "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "log", "max", "min",
    "modf", "rad", "sin", "sqrt", "tan", "tointeger", "ult", NULL};

void tsk_guard_math(lua_State *L) {
  for (const char *const *name = of_numbers; *name != NULL; name++) {
    tsk_guard(L, *name, tsk_stock_of_numbers);
  }
  tsk_guard(L, "randomseed", random_seed);
  lua_getfield(L, -1, "randomseed");
  lua_call(L, 0, 0);
}
