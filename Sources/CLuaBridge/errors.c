// What is told of an error: its message, its place, and the calls that led there.

#include <stdio.h>
#include <string.h>

#include "internal.h"

static const char saved_key = 0;

static void append(char *trace, size_t *used, const char *text) {
  size_t count = strlen(text);
  if (*used + count + 1 > TSK_TRACE_BYTES) return;
  memcpy(trace + *used, text, count + 1);
  *used += count;
}

static void describe_frame(char *line, size_t size, tsk_place place, const lua_Debug *ar) {
  if (ar->what[0] == 'm') {  // "main"
    snprintf(line, size, "%s:%d in main chunk", place.source->name, place.line);
  } else if (ar->name != NULL) {
    snprintf(
        line, size, "%s:%d in %s '%s'", place.source->name, place.line,
        strcmp(ar->namewhat, "method") == 0 ? "method" : "function", ar->name);
  } else {
    snprintf(
        line, size, "%s:%d in function at line %d", place.source->name, place.line,
        ar->linedefined);
  }
}

// Adds the frames of a coroutine to the trace. Frames of the host are C functions, and not the
// author's business.
static void add_frames(tsk_state *s, lua_State *L) {
  enum { FRAMES = 20 };
  char *trace = s->details.trace;
  size_t used = strlen(trace);
  int frames = 0;
  lua_Debug ar;
  char line[512];
  for (int level = 0; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "Slnt", &ar);
    tsk_place place = tsk_place_of_frame(s, &ar);
    if (place.source == NULL) continue;
    if (used > 0) append(trace, &used, "\n");
    if (frames++ == FRAMES) {
      append(trace, &used, "...");
      return;
    }
    describe_frame(line, sizeof line, place, &ar);
    append(trace, &used, line);
  }
}

static void capture(tsk_state *s, lua_State *L) {
  s->details.place = tsk_place_of(s, L, 0);
  s->details.trace[0] = 0;
  add_frames(s, L);
}

// The message handler of every protected call from Swift: notes where the error was raised, and
// leaves its value alone. What the value says is found out later, under a protected call.
int tsk_handler(lua_State *L) {
  tsk_state *s = tsk_of(L);
  if (s->fatal != TSK_OK) return 1;
  if (s->rethrown > 0) {
    tsk_saved *saved = &s->saved[s->rethrown - 1];
    lua_rawgetp(L, LUA_REGISTRYINDEX, &saved_key);
    lua_rawgeti(L, -1, s->rethrown);
    bool same = lua_rawequal(L, 1, -1);
    lua_settop(L, 1);
    s->rethrown = 0;
    if (same) {
      s->details = saved->details;
      return 1;
    }
  }
  capture(s, L);
  return 1;
}

// Keeps the error value on top and the details of the failure, and returns where.
static int save(lua_State *L) {
  tsk_state *s = tsk_of(L);
  int index = (int)(++s->token_count % TSK_SAVED_ERRORS);
  luaL_checkstack(L, 3, NULL);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &saved_key) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_createtable(L, TSK_SAVED_ERRORS, 0);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &saved_key);
  }
  lua_pushvalue(L, -2);
  lua_rawseti(L, -2, index + 1);
  lua_pop(L, 1);
  s->saved[index].token = s->token_count;
  s->saved[index].details = s->details;
  return index;
}

// Raises the value of an earlier failure again, so that it arrives as the same error.
int tsk_raise_saved(lua_State *L, int64_t token) {
  tsk_state *s = tsk_of(L);
  int index = (int)(token % TSK_SAVED_ERRORS);
  if (s->saved[index].token != token) return tsk_raise_text(L, "", &s->fail);
  luaL_checkstack(L, 3, NULL);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &saved_key);
  lua_rawgeti(L, -1, index + 1);
  s->rethrown = index + 1;
  return lua_error(L);
}

// Keeps the place of an error that leaves a coroutine, whose stack the handler will not see. The
// value is on top of L's stack.
void tsk_keep_coroutine_error(lua_State *L, lua_State *coroutine) {
  tsk_state *s = tsk_of(L);
  capture(s, coroutine);
  add_frames(s, L);
  s->rethrown = save(L) + 1;
}

// The message handler of our own functions that catch an error only to raise it again.
int tsk_keeping_handler(lua_State *L) {
  tsk_state *s = tsk_of(L);
  if (s->fatal != TSK_OK || s->rethrown > 0) return 1;
  capture(s, L);
  s->rethrown = save(L) + 1;
  return 1;
}

// Takes the error value: writes its message and keeps it for raising it again.
static int finish_failure(lua_State *L) {
  tsk_state *s = tsk_of(L);
  lua_settop(L, 1);
  save(L);
  s->token = s->token_count;
  size_t count;
  if (lua_type(L, 1) == LUA_TSTRING || luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL) {
    tsk_push_text(L, 1);
    const char *text = lua_tolstring(L, -1, &count);
    tsk_set_text(&s->message, text, count);
  } else if (lua_type(L, 1) == LUA_TTABLE) {
    lua_pushliteral(L, "message");
    if (lua_rawget(L, 1) == LUA_TSTRING) {
      const char *text = lua_tolstring(L, -1, &count);
      tsk_set_text(&s->message, text, count);
    }
  }
  return 0;
}

void tsk_note_failure(tsk_state *s, lua_State *L, int status) {
  if (status == LUA_ERRMEM) tsk_end_memory(s);
  s->token = 0;
  s->message.count = 0;
  if (s->fatal == TSK_OK) {
    const char *type = luaL_typename(L, -1);
    char fallback[64];
    int count = snprintf(fallback, sizeof fallback, "the error is a %s value", type);
    tsk_set_text(&s->message, fallback, (size_t)count);
    lua_pushcfunction(L, finish_failure);
    lua_insert(L, -2);
    status = lua_pcall(L, 1, 0, 0);
    if (status == LUA_ERRMEM) tsk_end_memory(s);
  }
  s->code = s->fatal != TSK_OK ? s->fatal : s->syntax ? TSK_SYNTAX : TSK_RUNTIME;
  if (s->fatal != TSK_OK) {
    s->details.place = s->fatal_place;
    s->details.trace[0] = 0;
  } else if (s->syntax) {
    s->details.place = (tsk_place){NULL, 0};
    s->details.trace[0] = 0;
  }
}

tsk_failure tsk_last_failure(const tsk_state *s) {
  tsk_place place = s->details.place;
  if (s->fatal != TSK_OK) place = s->fatal_place;
  return (tsk_failure){
      .code = s->fatal != TSK_OK ? s->fatal : s->code,
      .token = s->fatal != TSK_OK ? 0 : s->token,
      .message = s->message.bytes,
      .message_count = s->message.count,
      .source = place.source == NULL ? NULL : place.source->shown,
      .line = place.line,
      .traceback = s->fatal != TSK_OK ? "" : s->details.trace,
  };
}
