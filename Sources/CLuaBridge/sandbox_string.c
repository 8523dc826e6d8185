// Guards of string.rep, string.pack and string.format.

#include <string.h>

#include "internal.h"

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

// A short format can ask for any number of bytes.
static int pack(lua_State *L) {
  tsk_see(L);
  return tsk_stock(L);
}

// %s goes through our tostring; %p would show an address.
static int format(lua_State *L) {
  size_t count;
  const char *text = luaL_checklstring(L, 1, &count), *end = text + count;
  int argument = 1, top = lua_gettop(L);
  tsk_steps(L, (int64_t)count / 16);
  while (text < end) {
    if (*text++ != '%' || text == end) continue;
    if (*text == '%') {
      text++;
      continue;
    }
    while (text < end && *text != 0 && strchr("-+ #0123456789.", *text) != NULL) text++;
    argument++;
    if (text == end) break;
    if (*text == 'p') return tsk_raise(L, "`%%p` is not available in report scripts");
    if (*text == 's' && argument <= top && lua_type(L, argument) != LUA_TSTRING) {
      tsk_push_text(L, argument);
      lua_replace(L, argument);
      lua_settop(L, top);
    }
    text++;
  }
  return tsk_stock(L);
}

void tsk_guard_string(lua_State *L) {
  tsk_guard(L, "rep", rep);
  tsk_guard(L, "pack", pack);
  tsk_guard(L, "format", format);
}
