// Guards of the string library. Its stock loops run without a hook: what they do to their arguments
// is paid for, and where a result is large its line is noted before memory may run out.

#include <string.h>

#include "internal.h"

enum {
  FORMAT_OPTIONS = 10000,  // of one string.format
  FLOAT_STEPS = 64         // "%.99f" takes microseconds
};

// Pays for bytes that a stock function walks or copies.
static void pay(lua_State *L, size_t bytes) {
  tsk_steps(L, (int64_t)bytes / 4);
  if (bytes >= TSK_LARGE_BLOCK) tsk_see(L);
}

static int character(lua_State *L) {
  pay(L, (size_t)lua_gettop(L));
  return tsk_stock(L);
}

// Nothing repeated is nothing, however often; the stock function would count to the end.
static int rep(lua_State *L) {
  size_t count, separator_count;
  luaL_checklstring(L, 1, &count);
  lua_Integer times = luaL_checkinteger(L, 2);
  luaL_optlstring(L, 3, "", &separator_count);
  if (times <= 0 || count + separator_count == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  tsk_steps(L, times < 1 << 20 ? times : 1 << 20);
  if ((size_t)times > TSK_LARGE_BLOCK / (count + separator_count)) tsk_see(L);
  return tsk_stock(L);
}

// A short format can ask for any number of bytes, and a long one for none.
static int pack(lua_State *L) {
  size_t count;
  luaL_checklstring(L, 1, &count);
  tsk_see(L);
  tsk_steps(L, (int64_t)count);
  int results = tsk_stock(L);
  tsk_steps(L, (int64_t)lua_rawlen(L, -1));
  return results;
}

static int packsize(lua_State *L) {
  size_t count;
  luaL_checklstring(L, 1, &count);
  tsk_steps(L, (int64_t)count);
  return tsk_stock(L);
}

static int unpack(lua_State *L) {
  size_t count, data_count;
  luaL_checklstring(L, 1, &count);
  luaL_checklstring(L, 2, &data_count);
  tsk_steps(L, (int64_t)count);
  pay(L, data_count);  // z looks for a NUL
  return tsk_stock(L);
}

// MARK: - format

// Pays for one option. %s goes through our tostring; %p would show an address.
static void guard_option(lua_State *L, char option, int argument, int top) {
  if (option == 'p') tsk_raise(L, "`%%p` is not available in report scripts");
  if (strchr("aAeEfFgG", option) != NULL) tsk_steps(L, FLOAT_STEPS);
  if (argument > top) return;
  if (option == 's' && lua_type(L, argument) != LUA_TSTRING) {
    tsk_push_text(L, argument);
    lua_replace(L, argument);
    lua_settop(L, top);
  }
  if (lua_type(L, argument) == LUA_TSTRING) {
    pay(L, lua_rawlen(L, argument) * (option == 'q' ? 4 : 1));
  }
}

static int format(lua_State *L) {
  size_t count;
  const char *text = luaL_checklstring(L, 1, &count), *end = text + count;
  int argument = 1, top = lua_gettop(L);
  pay(L, count);
  while (text < end) {
    if (*text++ != '%' || text == end) continue;
    if (*text == '%') {
      text++;
      continue;
    }
    while (text < end && *text != 0 && strchr("-+ #0123456789.", *text) != NULL) text++;
    if (++argument > FORMAT_OPTIONS + 1) luaL_argerror(L, 1, "more than 10,000 options");
    if (text == end) break;
    guard_option(L, *text++, argument, top);
  }
  return tsk_stock(L);
}

void tsk_guard_string(lua_State *L) {
  tsk_guard(L, "char", character);
  tsk_guard(L, "format", format);
  tsk_guard(L, "pack", pack);
  tsk_guard(L, "packsize", packsize);
  tsk_guard(L, "rep", rep);
  tsk_guard(L, "unpack", unpack);
  tsk_open_bytes(L);
  tsk_open_patterns(L);
}
