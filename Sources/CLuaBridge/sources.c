// The sources of a state, kept for the excerpts in its errors.

#include <stdlib.h>
#include <string.h>

#include "internal.h"

// Lua cuts chunk names at LUA_IDSIZE in its messages. Cutting them here first keeps messages and
// sources together.
static void set_shown(tsk_source *source) {
  size_t count = strlen(source->name), room = sizeof source->shown - 2;
  if (count <= room) {
    memcpy(source->shown, source->name, count + 1);
  } else {
    memcpy(source->shown, "...", 3);
    memcpy(source->shown + 3, source->name + count - (room - 3), room - 3 + 1);
  }
}

tsk_source *tsk_add_source(tsk_state *s, const char *name, const uint8_t *bytes, size_t size) {
  size_t name_size = strlen(name) + 1;
  tsk_source *source = tsk_allocate(s, NULL, 0, sizeof *source + name_size + size);
  if (source == NULL) return NULL;
  source->name = (char *)(source + 1);
  source->bytes = (uint8_t *)source->name + name_size;
  source->size = size;
  memcpy(source->name, name, name_size);
  if (size > 0) memcpy(source->bytes, bytes, size);
  set_shown(source);
  source->next = s->sources;
  s->sources = source;
  return source;
}

void tsk_free_sources(tsk_state *s) {
  while (s->sources != NULL) {
    tsk_source *source = s->sources;
    s->sources = source->next;
    tsk_allocate(s, source, sizeof *source + strlen(source->name) + 1 + source->size, 0);
  }
}

const tsk_source *tsk_find_source(const tsk_state *s, const char *shown, size_t count) {
  for (const tsk_source *source = s->sources; source != NULL; source = source->next) {
    if (strlen(source->shown) == count && memcmp(source->shown, shown, count) == 0) return source;
  }
  return NULL;
}

bool tsk_source_line(
    const tsk_state *s, const char *shown, size_t shown_count, int line, const char **name,
    const uint8_t **bytes, size_t *count) {
  const tsk_source *source = tsk_find_source(s, shown, shown_count);
  if (source == NULL || line < 1) return false;
  *name = source->name;
  const uint8_t *start = source->bytes, *end = source->bytes + source->size;
  while (--line > 0) {
    const uint8_t *newline = memchr(start, '\n', (size_t)(end - start));
    if (newline == NULL) return false;
    start = newline + 1;
  }
  const uint8_t *stop = memchr(start, '\n', (size_t)(end - start));
  if (stop == NULL) stop = end;
  if (stop > start && stop[-1] == '\r') stop--;
  *bytes = start;
  *count = (size_t)(stop - start);
  return true;
}

// Pushes the function of a source, or raises.
void tsk_load(lua_State *L, const uint8_t *bytes, size_t size, const char *name) {
  tsk_state *s = tsk_of(L);
  tsk_source *source;
  if ((int64_t)size > s->limits.source_bytes) {
    // The file itself is to blame, so its first line is the place.
    source = tsk_add_source(s, name, (const uint8_t *)"", 0);
    if (s->fatal == TSK_OK) {
      s->fatal = TSK_SOURCE_SIZE;
      s->fatal_place = (tsk_place){source, 1};
    }
    tsk_raise_fatal(L);
  }
  source = tsk_add_source(s, name, bytes, size);
  if (source == NULL) tsk_raise_limit(L, TSK_MEMORY);
  if (size > 0 && bytes[0] == LUA_SIGNATURE[0]) {
    lua_pushfstring(L, "%s:1: this is compiled Lua, and a script is text", source->shown);
    lua_error(L);
  }
  if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {  // a byte order mark
    bytes += 3;
    size -= 3;
  }
  const char *chunk = lua_pushfstring(L, "@%s", source->shown);
  const char *text = (const char *)source->bytes + (source->size - size);
  int status = luaL_loadbufferx(L, text, size, chunk, "t");
  lua_remove(L, -2);
  if (status == LUA_OK) return;
  if (status == LUA_ERRMEM) tsk_raise_limit(L, TSK_MEMORY);
  lua_error(L);
}
