// pairs in an order that depends on the keys alone: 1, 2, 3 and so on, then the other numbers, then
// strings by their bytes, then booleans. Lua's own order differs from run to run, since its hash
// seed comes from addresses and the clock. Tables, functions and objects as keys come last, in
// Lua's order.

#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { TABLE = lua_upvalueindex(1), POSITION = lua_upvalueindex(2), KEYS = lua_upvalueindex(3) };

typedef struct tsk_key {
  int rank;
  lua_Integer integer;
  lua_Number number;
  const char *bytes;
  size_t count;
  lua_Integer place;  // in the table of keys, and in Lua's order
} tsk_key;

static long double value_of(const tsk_key *key) {
  return key->rank == 0 ? (long double)key->integer : (long double)key->number;
}

static int compare(const void *left_pointer, const void *right_pointer) {
  const tsk_key *left = left_pointer, *right = right_pointer;
  bool numbers = left->rank <= 1 && right->rank <= 1;  // 0: integers, 1: floats
  if (numbers) {
    long double a = value_of(left), b = value_of(right);
    if (a != b) return a < b ? -1 : 1;
  } else if (left->rank != right->rank) {
    return left->rank < right->rank ? -1 : 1;
  } else if (left->rank == 2) {
    size_t count = left->count < right->count ? left->count : right->count;
    int order = memcmp(left->bytes, right->bytes, count);
    if (order != 0) return order;
    if (left->count != right->count) return left->count < right->count ? -1 : 1;
  } else if (left->integer != right->integer) {
    return left->integer < right->integer ? -1 : 1;
  }
  return left->place < right->place ? -1 : left->place > right->place;
}

static tsk_key describe(lua_State *L, int index, lua_Integer place) {
  tsk_key key = {.rank = 4, .place = place};
  switch (lua_type(L, index)) {
    case LUA_TNUMBER:
      key.rank = lua_isinteger(L, index) ? 0 : 1;
      key.integer = lua_tointeger(L, index);
      key.number = lua_tonumber(L, index);
      break;
    case LUA_TSTRING:
      key.rank = 2;
      key.bytes = lua_tolstring(L, index, &key.count);
      break;
    case LUA_TBOOLEAN:
      key.rank = 3;
      key.integer = lua_toboolean(L, index);
      break;
    default:
      break;
  }
  return key;
}

// Pushes a list of the keys outside 1..count, sorted. The table is at index 1.
static void push_keys(lua_State *L, lua_Integer count) {
  lua_newtable(L);
  int found = lua_gettop(L);
  lua_Integer total = 0;
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    tsk_steps(L, 1);
    lua_Integer position = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
    if (position >= 1 && position <= count) continue;
    lua_pushvalue(L, -1);
    lua_rawseti(L, found, ++total);
  }
  if (total < 2) return;
  tsk_key *keys = lua_newuserdatauv(L, (size_t)total * sizeof *keys, 0);
  for (lua_Integer i = 1; i <= total; i++) {
    lua_rawgeti(L, found, i);
    keys[i - 1] = describe(L, -1, i);
    lua_pop(L, 1);
  }
  tsk_steps(L, total * 8);
  qsort(keys, (size_t)total, sizeof *keys, compare);
  lua_createtable(L, total > 1 << 20 ? 1 << 20 : (int)total, 0);
  for (lua_Integer i = 1; i <= total; i++) {
    lua_rawgeti(L, found, keys[i - 1].place);
    lua_rawseti(L, -2, i);
  }
  lua_replace(L, found);
  lua_settop(L, found);
}

static void set_position(lua_State *L, lua_Integer position) {
  lua_pushinteger(L, position);
  lua_replace(L, POSITION);
}

// The position counts the array part first, then the list of keys. As with stock pairs, fields may
// be changed and removed on the way; a key that is gone when its turn comes is left out.
static int advance(lua_State *L) {
  lua_settop(L, 0);
  lua_pushvalue(L, TABLE);
  lua_Integer position = lua_tointeger(L, POSITION);
  if (lua_isnil(L, KEYS)) {
    lua_pushinteger(L, position + 1);
    if (lua_rawgeti(L, 1, position + 1) != LUA_TNIL) {
      set_position(L, position + 1);
      return 2;
    }
    lua_settop(L, 1);
    push_keys(L, position);
    lua_replace(L, KEYS);
    position = 0;
  }
  for (;;) {
    lua_settop(L, 1);
    tsk_steps(L, 1);
    if (lua_rawgeti(L, KEYS, ++position) == LUA_TNIL) return 1;
    lua_pushvalue(L, 2);
    if (lua_rawget(L, 1) == LUA_TNIL) continue;
    set_position(L, position);
    return 2;
  }
}

static int after_metamethod(lua_State *L, int status, lua_KContext context) {
  (void)L;
  (void)status;
  (void)context;
  return 3;
}

static int pairs(lua_State *L) {
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_callk(L, 1, 3, 0, after_metamethod);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushnil(L);
  lua_pushcclosure(L, advance, 3);
  lua_insert(L, 1);
  lua_pushnil(L);
  return 3;
}

void tsk_open_pairs(lua_State *L) {
  lua_pushcfunction(L, pairs);
  lua_setfield(L, -2, "pairs");
}
