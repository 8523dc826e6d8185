// Guards of the utf8 library, whose stock loops run without a hook, and our own utf8.codes: its
// iterator passes over any number of continuation bytes in one call.

#include <stdint.h>

#include "internal.h"

static int first_string(lua_State *L) {
  size_t count;
  luaL_checklstring(L, 1, &count);
  tsk_steps(L, (int64_t)count);
  if (count >= TSK_LARGE_BLOCK) tsk_see(L);
  return tsk_stock(L);
}

static int character(lua_State *L) {
  int count = lua_gettop(L);
  tsk_steps(L, 8 * (int64_t)count);
  if (count >= TSK_STEPS_PER_LOOK) tsk_see(L);
  return tsk_stock(L);
}

// MARK: - codes

static bool continues(char byte) {
  return (byte & 0xC0) == 0x80;
}

// Reads a character of one to six bytes; the NUL behind every string of Lua ends what is cut off.
// False where there is none: bytes that do not belong together, more of them than the code needs,
// and unless `lax` what Unicode does not have.
static bool decode(const char *text, bool lax, uint32_t *code) {
  static const uint32_t least[] = {0, 0x80, 0x800, 0x10000, 0x200000, 0x4000000};
  uint8_t lead = (uint8_t)text[0];
  *code = lead;
  if (lead < 0x80) return true;
  int more = 0;
  while (more < 7 && (lead << (more + 1) & 0x80) != 0) more++;
  if (more == 0 || more > 5) return false;
  *code = lead & (0x3Fu >> more);
  for (int i = 1; i <= more; i++) {
    if (!continues(text[i])) return false;
    *code = *code << 6 | ((uint8_t)text[i] & 0x3F);
  }
  if (*code < least[more]) return false;
  bool is_surrogate = *code >= 0xD800 && *code <= 0xDFFF;
  return lax || (*code <= 0x10FFFF && !is_surrogate);
}

// The character behind the one at a position; 0 is before the first. As in Lua 5.4.4, continuation
// bytes that belong to no character are passed over.
static int next_code(lua_State *L, bool lax) {
  size_t count;
  const char *text = luaL_checklstring(L, 1, &count);
  lua_Unsigned start = (lua_Unsigned)lua_tointeger(L, 2), offset = start;
  while (offset < count && continues(text[offset])) offset++;
  tsk_steps(L, (int64_t)(offset - start) + 1);
  if (offset >= count) return 0;
  uint32_t code;
  if (!decode(text + offset, lax, &code)) return luaL_error(L, "invalid UTF-8 code");
  lua_pushinteger(L, (lua_Integer)offset + 1);
  lua_pushinteger(L, (lua_Integer)code);
  return 2;
}

static int next_unicode(lua_State *L) {
  return next_code(L, false);
}

static int next_lax(lua_State *L) {
  return next_code(L, true);
}

static int codes(lua_State *L) {
  bool lax = lua_toboolean(L, 2);
  luaL_checkstring(L, 1);
  lua_pushcfunction(L, lax ? next_lax : next_unicode);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

void tsk_guard_utf8(lua_State *L) {
  static const char *const of_strings[] = {"codepoint", "len", "offset"};
  for (int i = 0; i < 3; i++) tsk_guard(L, of_strings[i], first_string);
  tsk_guard(L, "char", character);
  lua_pushcfunction(L, codes);
  lua_setfield(L, -2, "codes");
}
