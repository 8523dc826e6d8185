// Where an error is, and raising one.

#include <stdarg.h>
#include <string.h>

#include "internal.h"

void tsk_set_text(tsk_text *text, const void *bytes, size_t count) {
  if (count > sizeof text->bytes) count = sizeof text->bytes;
  if (count > 0) memcpy(text->bytes, bytes, count);
  text->count = count;
}

void tsk_fail(tsk_state *s, const uint8_t *text, size_t count) {
  tsk_set_text(&s->fail, text, count);
}

// MARK: - Places

// The line of a frame, for which "Sl" was asked; no source where the frame is not a script's.
tsk_place tsk_place_of_frame(const tsk_state *s, const lua_Debug *ar) {
  if (ar->currentline <= 0 || ar->source[0] != '@') return (tsk_place){NULL, 0};
  const tsk_source *source = tsk_find_source(s, ar->source + 1, ar->srclen - 1);
  return (tsk_place){source, source == NULL ? 0 : ar->currentline};
}

// The innermost line of Lua, from a level outwards. Does not allocate and does not raise.
tsk_place tsk_place_of(const tsk_state *s, lua_State *L, int level) {
  lua_Debug ar;
  for (; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "Sl", &ar);
    tsk_place place = tsk_place_of_frame(s, &ar);
    if (place.source != NULL) return place;
  }
  return (tsk_place){NULL, 0};
}

bool tsk_caller(const tsk_state *s, int32_t depth, const char **source, int *line) {
  if (depth <= 0 || depth != s->call_depth) return false;
  tsk_place place = tsk_place_of(s, s->running, 1);
  if (place.source == NULL) return false;
  *source = place.source->name;
  *line = place.line;
  return true;
}

// MARK: - Raising

// Pushes "file:line: " of the innermost line of Lua, or an empty string.
void tsk_push_where(lua_State *L) {
  tsk_place place = tsk_place_of(tsk_of(L), L, 0);
  if (place.source == NULL) {
    lua_pushliteral(L, "");
  } else {
    lua_pushfstring(L, "%s:%d: ", place.source->shown, place.line);
  }
}

int tsk_raise(lua_State *L, const char *format, ...) {
  luaL_checkstack(L, 4, NULL);
  tsk_push_where(L);
  va_list arguments;
  va_start(arguments, format);
  lua_pushvfstring(L, format, arguments);
  va_end(arguments);
  lua_concat(L, 2);
  return lua_error(L);
}

int tsk_raise_text(lua_State *L, const char *name, const tsk_text *text) {
  luaL_checkstack(L, 5, NULL);
  tsk_push_where(L);
  lua_pushstring(L, name);
  lua_pushstring(L, name[0] == 0 ? "" : ": ");
  lua_pushlstring(L, (const char *)text->bytes, text->count);
  lua_concat(L, 4);
  return lua_error(L);
}
