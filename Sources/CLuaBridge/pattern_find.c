// string.find and string.match.

#include "pattern.h"

// What makes a text more than plain text; a closing bracket alone does not.
static bool is_plain(const char *text, size_t count) {
  // $ % ( * + - . ? [ ^
  static const tsk_set special = {{0x80006D3000000000, 0x0000000048000000, 0, 0}};
  for (size_t i = 0; i < count; i++) {
    if (tsk_set_has(&special, (uint8_t)text[i])) return false;
  }
  return true;
}

static int push_places(const tsk_matcher *m, const char *from, const char *to) {
  lua_pushinteger(m->L, from - m->start + 1);
  lua_pushinteger(m->L, to - m->start);
  return 2;
}

static int find_text(lua_State *L, tsk_matcher *m, size_t offset, const char *text, size_t count) {
  const char *found = tsk_search_text(m, m->start + offset, text, count);
  tsk_steps(L, m->steps + (int64_t)(count / 16));
  if (found != NULL) return push_places(m, found, found + count);
  lua_pushnil(L);
  return 1;
}

static int find_pattern(
    lua_State *L, tsk_matcher *m, size_t offset, const char *text, size_t count, bool places) {
  tsk_pattern pattern;
  lua_settop(L, 3);
  tsk_pattern_read(L, &pattern, text, count, true, 3);
  m->outline = &pattern.outline;
  m->operations = pattern.operations;
  const char *start = m->start + offset, *end = tsk_search(m, &start);
  tsk_steps(L, m->steps);
  if (end == NULL) {
    lua_pushnil(L);
    return 1;
  }
  if (!places) return tsk_push_captures(m, start, end);
  push_places(m, start, end);
  return tsk_push_captures(m, NULL, NULL) + 2;
}

static int search(lua_State *L, bool places) {
  size_t count, text_count;
  const char *subject = luaL_checklstring(L, 1, &count);
  const char *text = luaL_checklstring(L, 2, &text_count);
  size_t offset = tsk_start_offset(luaL_optinteger(L, 3, 1), count);
  if (offset > count) {
    lua_pushnil(L);
    return 1;
  }
  tsk_matcher m;
  tsk_matcher_start(&m, L, NULL, NULL, subject, count);
  if (places && (lua_toboolean(L, 4) || is_plain(text, text_count))) {
    return find_text(L, &m, offset, text, text_count);
  }
  return find_pattern(L, &m, offset, text, text_count, places);
}

int tsk_find(lua_State *L) {
  return search(L, true);
}

int tsk_match_string(lua_State *L) {
  return search(L, false);
}
