// string.gmatch.

#include <string.h>

#include "pattern.h"

// What an iterator keeps beside the strings.
typedef struct tsk_iterator {
  const char *next, *last;
  tsk_outline outline;
  tsk_operation operations[];
} tsk_iterator;

enum { SUBJECT = lua_upvalueindex(1), ITERATOR = lua_upvalueindex(3) };

static int advance(lua_State *L) {
  tsk_iterator *iterator = lua_touserdata(L, ITERATOR);
  size_t count;
  const char *subject = lua_tolstring(L, SUBJECT, &count);
  if (iterator->next > subject + count) return 0;
  tsk_matcher m;
  tsk_matcher_start(&m, L, &iterator->outline, iterator->operations, subject, count);
  m.last = iterator->last;
  const char *start = iterator->next, *end = tsk_search(&m, &start);
  tsk_steps(L, m.steps);
  if (end == NULL) return 0;
  iterator->next = iterator->last = end;
  return tsk_push_captures(&m, start, end);
}

// The iterator has the operations by value, however many there are, so that loops over short
// patterns take little memory.
int tsk_gmatch(lua_State *L) {
  size_t count, text_count;
  const char *subject = luaL_checklstring(L, 1, &count);
  const char *text = luaL_checklstring(L, 2, &text_count);
  size_t offset = tsk_start_offset(luaL_optinteger(L, 3, 1), count);
  if (offset > count) offset = count + 1;
  lua_settop(L, 3);
  tsk_pattern pattern;
  tsk_pattern_read(L, &pattern, text, text_count, false, 3);
  size_t size = pattern.outline.count * sizeof(tsk_operation);
  if (size >= TSK_LARGE_BLOCK) tsk_see(L);
  tsk_iterator *iterator = lua_newuserdatauv(L, sizeof(tsk_iterator) + size, 0);
  iterator->next = subject + offset;
  iterator->last = NULL;
  iterator->outline = pattern.outline;
  memcpy(iterator->operations, pattern.operations, size);
  lua_replace(L, 3);
  lua_pushcclosure(L, advance, 3);
  return 1;
}
