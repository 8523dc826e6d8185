// string.gsub.

#include <string.h>

#include "pattern.h"

enum { SUBJECT = 1, PATTERN, REPLACEMENT, BLOCK };

typedef struct tsk_result {
  tsk_matcher *m;
  size_t seen;  // its size when the line was last noted
  luaL_Buffer buffer;
} tsk_result;

// Pays for bytes that are about to be added, and notes the line where there are many: the buffer
// may not be allowed to grow.
static void expect(tsk_result *result, size_t count) {
  tsk_spend(result->m, (int64_t)(count / 64));
  size_t size = luaL_bufflen(&result->buffer) + count;
  if (size - result->seen < TSK_LARGE_BLOCK) return;
  result->seen = size;
  tsk_see(result->m->L);
}

static void add_text(tsk_result *result, const char *text, size_t count) {
  if (count == 0) return;
  expect(result, count);
  luaL_addlstring(&result->buffer, text, count);
}

// Adds the string on top of the stack and takes it away.
static void add_top(tsk_result *result) {
  expect(result, lua_rawlen(result->m->L, -1));
  luaL_addvalue(&result->buffer);
}

// MARK: - Replacements

static void add_capture(tsk_result *result, int index, const char *from, const char *to) {
  const tsk_matcher *m = result->m;
  if (index < m->outline->capture_count && m->outline->captures[index] == TSK_CAPTURE_TEXT) {
    add_text(result, m->from[index], (size_t)(m->to[index] - m->from[index]));
    return;
  }
  tsk_push_capture(m, index, from, to);
  if (lua_type(m->L, -1) == LUA_TNUMBER) lua_tolstring(m->L, -1, NULL);
  add_top(result);
}

static void add_escape(tsk_result *result, char letter, const char *from, const char *to) {
  if (letter == '%') {
    add_text(result, "%", 1);
  } else if (letter == '0') {
    add_text(result, from, (size_t)(to - from));
  } else if (letter >= '1' && letter <= '9') {
    add_capture(result, letter - '1', from, to);
  } else {
    luaL_error(result->m->L, "invalid use of '%%' in replacement string");
  }
}

// A string, in which %1 stands for a capture.
static void add_string(tsk_result *result, const char *from, const char *to) {
  size_t count;
  const char *text = lua_tolstring(result->m->L, REPLACEMENT, &count), *end = text + count;
  for (const char *sign; (sign = memchr(text, '%', (size_t)(end - text))) != NULL;) {
    tsk_spend(result->m, 1);
    add_text(result, text, (size_t)(sign - text));
    // At the end this is the NUL behind every string of Lua.
    add_escape(result, sign[1], from, to);
    text = sign + 2;
  }
  add_text(result, text, (size_t)(end - text));
}

// What the function or the table gives; false if the text stays as it is.
static bool add_value(tsk_result *result, int type, const char *from, const char *to) {
  tsk_matcher *m = result->m;
  lua_State *L = m->L;
  if (type == LUA_TFUNCTION) {
    lua_pushvalue(L, REPLACEMENT);
    lua_call(L, tsk_push_captures(m, from, to), 1);
  } else {
    tsk_push_capture(m, 0, from, to);
    lua_gettable(L, REPLACEMENT);
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    add_text(result, from, (size_t)(to - from));
    return false;
  }
  if (!lua_isstring(L, -1)) {
    luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  }
  lua_tolstring(L, -1, NULL);  // a number becomes a string
  add_top(result);
  return true;
}

// MARK: - Substitution

int tsk_gsub(lua_State *L) {
  size_t count, text_count;
  const char *subject = luaL_checklstring(L, SUBJECT, &count);
  const char *text = luaL_checklstring(L, PATTERN, &text_count);
  int type = lua_type(L, REPLACEMENT);
  lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)count + 1);
  bool is_string = type == LUA_TSTRING || type == LUA_TNUMBER;
  luaL_argexpected(
      L, is_string || type == LUA_TFUNCTION || type == LUA_TTABLE, REPLACEMENT,
      "string/function/table");
  lua_settop(L, BLOCK);
  tsk_pattern pattern;
  tsk_pattern_read(L, &pattern, text, text_count, true, BLOCK);
  tsk_matcher m;
  tsk_matcher_start(&m, L, &pattern.outline, pattern.operations, subject, count);
  tsk_result result;
  result.m = &m;
  result.seen = 0;
  luaL_buffinit(L, &result.buffer);
  lua_Integer matches = 0;
  bool changed = false;
  const char *next = subject;
  while (matches < most) {
    const char *start = next, *end = tsk_search(&m, &start);
    if (end == NULL) break;
    matches++;
    add_text(&result, next, (size_t)(start - next));
    if (is_string) {
      add_string(&result, start, end);
      changed = true;
    } else if (add_value(&result, type, start, end)) {
      changed = true;
    }
    next = m.last = end;
    if (pattern.outline.anchored) break;
  }
  if (changed) {
    add_text(&result, next, (size_t)(m.end - next));
    luaL_pushresult(&result.buffer);
  } else {
    lua_pushvalue(L, SUBJECT);
  }
  tsk_steps(L, m.steps);
  lua_pushinteger(L, matches);
  return 2;
}
