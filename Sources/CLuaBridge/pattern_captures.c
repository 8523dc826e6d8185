// What a match gives to the script.

#include "pattern.h"

static void push_text(lua_State *L, const char *text, size_t count) {
  if (count >= TSK_LARGE_BLOCK) tsk_see(L);
  lua_pushlstring(L, text, count);
}

// Pushes a capture of the match from..to, counted from 0. A pattern without captures has one: the
// whole match.
void tsk_push_capture(const tsk_matcher *m, int index, const char *from, const char *to) {
  if (index >= m->outline->capture_count) {
    if (index > 0) luaL_error(m->L, "invalid capture index %%%d", index + 1);
    push_text(m->L, from, (size_t)(to - from));
    return;
  }
  switch (m->outline->captures[index]) {
    case TSK_CAPTURE_OPEN:
      luaL_error(m->L, "unfinished capture");
      break;
    case TSK_CAPTURE_POSITION:
      lua_pushinteger(m->L, m->from[index] - m->start + 1);
      break;
    default:
      push_text(m->L, m->from[index], (size_t)(m->to[index] - m->from[index]));
  }
}

// Pushes all captures and returns how many. Without `from`, a pattern without captures gives none.
int tsk_push_captures(const tsk_matcher *m, const char *from, const char *to) {
  int count = m->outline->capture_count;
  if (count == 0 && from != NULL) count = 1;
  luaL_checkstack(m->L, count, "too many captures");
  for (int i = 0; i < count; i++) tsk_push_capture(m, i, from, to);
  return count;
}

// The offset of a position from which a search starts; a negative one counts from the end. It may
// be behind the end.
size_t tsk_start_offset(lua_Integer position, size_t count) {
  if (position > 0) return (size_t)position - 1;
  if (position == 0 || position < -(lua_Integer)count) return 0;
  return count - (size_t)-position;
}
