// The functions of the string library that take a string's bytes one by one: byte, lower, reverse,
// sub and upper. Scripts call them often, so they are our own, which costs less than a guard around
// the stock ones. Letters are those of the C locale.

#include <limits.h>

#include "internal.h"

// Pays for bytes that are walked or copied, and notes the line where memory may run out.
static void pay(lua_State *L, size_t bytes) {
  tsk_steps(L, (int64_t)(bytes / 8));
  if (bytes >= TSK_LARGE_BLOCK) tsk_see(L);
}

// The bytes from..to, counted from 0 and without the last.
typedef struct tsk_slice {
  size_t from, to;
} tsk_slice;

// What two positions mean: counted from 1, or backwards from -1, both inclusive.
static tsk_slice slice(lua_Integer first, lua_Integer last, size_t count) {
  lua_Integer all = (lua_Integer)count;
  if (first < 0) first = first < -all ? 1 : all + first + 1;
  if (first == 0) first = 1;
  if (last < 0) last = last < -all ? 0 : all + last + 1;
  if (last > all) last = all;
  if (first > last) return (tsk_slice){0, 0};
  return (tsk_slice){(size_t)first - 1, (size_t)last};
}

static int sub(lua_State *L) {
  size_t count;
  const char *text = luaL_checklstring(L, 1, &count);
  lua_Integer first = luaL_checkinteger(L, 2);
  tsk_slice taken = slice(first, luaL_optinteger(L, 3, -1), count);
  pay(L, taken.to - taken.from);
  lua_pushlstring(L, text + taken.from, taken.to - taken.from);
  return 1;
}

static int byte(lua_State *L) {
  size_t count;
  const char *text = luaL_checklstring(L, 1, &count);
  lua_Integer first = luaL_optinteger(L, 2, 1);
  tsk_slice taken = slice(first, luaL_optinteger(L, 3, first), count);
  if (taken.to - taken.from >= INT_MAX) return luaL_error(L, "string slice too long");
  int results = (int)(taken.to - taken.from);
  pay(L, 16 * (size_t)results);  // as values of Lua
  luaL_checkstack(L, results, "string slice too long");
  for (int i = 0; i < results; i++) lua_pushinteger(L, (uint8_t)text[taken.from + (size_t)i]);
  return results;
}

// A buffer for as many bytes as the string at index 1 has.
static char *prepare(lua_State *L, luaL_Buffer *buffer, const char **text, size_t *count) {
  *text = luaL_checklstring(L, 1, count);
  pay(L, *count);
  return luaL_buffinitsize(L, buffer, *count);
}

static int lower(lua_State *L) {
  luaL_Buffer buffer;
  const char *text;
  size_t count;
  char *bytes = prepare(L, &buffer, &text, &count);
  for (size_t i = 0; i < count; i++) {
    bool is_upper = text[i] >= 'A' && text[i] <= 'Z';
    bytes[i] = (char)(is_upper ? text[i] + ('a' - 'A') : text[i]);
  }
  luaL_pushresultsize(&buffer, count);
  return 1;
}

static int upper(lua_State *L) {
  luaL_Buffer buffer;
  const char *text;
  size_t count;
  char *bytes = prepare(L, &buffer, &text, &count);
  for (size_t i = 0; i < count; i++) {
    bool is_lower = text[i] >= 'a' && text[i] <= 'z';
    bytes[i] = (char)(is_lower ? text[i] - ('a' - 'A') : text[i]);
  }
  luaL_pushresultsize(&buffer, count);
  return 1;
}

static int reverse(lua_State *L) {
  luaL_Buffer buffer;
  const char *text;
  size_t count;
  char *bytes = prepare(L, &buffer, &text, &count);
  for (size_t i = 0; i < count; i++) bytes[i] = text[count - 1 - i];
  luaL_pushresultsize(&buffer, count);
  return 1;
}

void tsk_open_bytes(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"byte", byte}, {"lower", lower}, {"reverse", reverse}, {"sub", sub}, {"upper", upper},
      {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
}
