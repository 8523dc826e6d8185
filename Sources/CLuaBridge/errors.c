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
  } else if (ar->name != NULL && strcmp(ar->namewhat, "for iterator") != 0) {
    bool is_kind = ar->namewhat[0] == 'm';  // "method" or "metamethod"
    snprintf(
        line, size, "%s:%d in %s '%s'", place.source->name, place.line,
        is_kind ? ar->namewhat : "function", ar->name);
  } else {
    snprintf(
        line, size, "%s:%d in function at line %d", place.source->name, place.line,
        ar->linedefined);
  }
}

// The level of the outermost call. Lua finds a level by walking the calls, so each level is not
// asked for in turn.
static int outermost(lua_State *L) {
  lua_Debug ar;
  int known = 0, unknown = 1;
  while (lua_getstack(L, unknown, &ar)) {
    known = unknown;
    unknown *= 2;
  }
  while (unknown - known > 1) {
    int middle = known + (unknown - known) / 2;
    if (lua_getstack(L, middle, &ar)) {
      known = middle;
    } else {
      unknown = middle;
    }
  }
  tsk_of(L)->steps += (int64_t)known * 4;  // a script can make this take long, again and again
  return known;
}

// Adds the frames of a coroutine to the trace: the innermost and the outermost ones of many. Frames
// of the host are C functions, and not the author's business.
static void add_frames(tsk_state *s, lua_State *L) {
  enum { INNER = 12, OUTER = 8 };
  char *trace = s->details.trace;
  size_t used = strlen(trace);
  lua_Debug ar;
  char line[512];
  int last = outermost(L);
  for (int level = 0; level <= last && lua_getstack(L, level, &ar); level++) {
    if (level == INNER && last - level >= OUTER) {
      int left_out = last - OUTER + 1 - level;
      snprintf(line, sizeof line, "%s... (%d more)", used > 0 ? "\n" : "", left_out);
      append(trace, &used, line);
      level = last - OUTER;
      continue;
    }
    lua_getinfo(L, "Slnt", &ar);
    tsk_place place = tsk_place_of_frame(s, &ar);
    if (place.source == NULL) continue;
    if (used > 0) append(trace, &used, "\n");
    describe_frame(line, sizeof line, place, &ar);
    append(trace, &used, line);
  }
}

static void capture(tsk_state *s, lua_State *L) {
  s->details.place = tsk_place_of(s, L, 0);
  s->details.trace[0] = 0;
  add_frames(s, L);
}

// Whether an error value is the same one when it is raised again: equal numbers are not.
bool tsk_is_error_object(lua_State *L, int index) {
  int type = lua_type(L, index);
  return type == LUA_TTABLE || type == LUA_TUSERDATA || type == LUA_TFUNCTION
      || type == LUA_TTHREAD;
}

// Whether the value on top is an object that was raised before and is now raised at another line, by
// a coroutine or by L itself: its details are then those of the first time. A string says itself
// where it was raised.
static bool recall(tsk_state *s, lua_State *L, lua_State *coroutine) {
  if (!tsk_is_error_object(L, -1) || !lua_checkstack(L, 2)) return false;
  int value = lua_gettop(L), found = 0;
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &saved_key) == LUA_TTABLE) {
    for (int i = 0; i < TSK_SAVED_ERRORS && i < s->token_count && found == 0; i++) {
      int index = (int)((s->token_count - i) % TSK_SAVED_ERRORS);
      lua_rawgeti(L, value + 1, index + 1);
      if (lua_rawequal(L, value, -1)) found = index + 1;
      lua_settop(L, value + 1);
    }
  }
  lua_settop(L, value);
  if (found == 0) return false;
  const tsk_details *before = &s->saved[found - 1].details;
  tsk_place now = tsk_place_of(s, coroutine, 0);
  if (now.source == before->place.source && now.line == before->place.line) return false;
  s->details = *before;
  return true;
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
  if (!recall(s, L, L)) capture(s, L);
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
  if (!recall(s, L, coroutine)) {
    capture(s, coroutine);
    add_frames(s, L);
  }
  s->rethrown = save(L) + 1;
}

// The message handler of our own functions that catch an error only to raise it again.
int tsk_keeping_handler(lua_State *L) {
  tsk_state *s = tsk_of(L);
  if (s->fatal != TSK_OK || s->rethrown > 0) return 1;
  if (!recall(s, L, L)) capture(s, L);
  s->rethrown = save(L) + 1;
  return 1;
}

// The message handler of pcall: an object that a script catches can be raised again, and is then
// told of with the place where it was raised first. Strings hold their place, and stay cheap.
int tsk_catching_handler(lua_State *L) {
  return tsk_is_error_object(L, 1) ? tsk_keeping_handler(L) : 1;
}

// Takes the error value: writes its message and keeps it for raising it again.
static int finish_failure(lua_State *L) {
  tsk_state *s = tsk_of(L);
  int64_t *token = lua_touserdata(L, 2);
  lua_settop(L, 1);
  save(L);
  *token = s->token_count;
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
  } else if (lua_type(L, 1) == LUA_TNUMBER || lua_type(L, 1) == LUA_TBOOLEAN) {
    tsk_push_text(L, 1);
    const char *text =
        lua_pushfstring(L, "the error is the %s %s", luaL_typename(L, 1), lua_tostring(L, -1));
    tsk_set_text(&s->message, text, strlen(text));
  }
  return 0;
}

void tsk_note_failure(tsk_state *s, lua_State *L, int status) {
  if (status == LUA_ERRMEM) tsk_end_memory(s);
  s->token = 0;
  s->message.count = 0;
  if (s->fatal == TSK_OK) {
    int type = lua_type(L, -1);
    char fallback[64];
    int count = snprintf(
        fallback, sizeof fallback, "the error is %s%s%s", type == LUA_TNIL ? "" : "a ",
        lua_typename(L, type), type == LUA_TTABLE ? " without a message" : "");
    tsk_set_text(&s->message, fallback, (size_t)count);
    // A __tostring of the script may raise and catch errors of its own.
    tsk_details details = s->details;
    int64_t token = 0;
    lua_pushcfunction(L, finish_failure);
    lua_insert(L, -2);
    lua_pushlightuserdata(L, &token);
    status = lua_pcall(L, 2, 0, 0);
    if (status == LUA_ERRMEM) tsk_end_memory(s);
    s->details = details;
    s->token = token;
    s->rethrown = 0;
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
