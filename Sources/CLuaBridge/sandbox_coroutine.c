// Coroutines that time and memory limits reach into. A coroutine has a hook and a counter of its
// own, so many short ones would never be looked at: every resume looks, and arms the hook again.

#include "internal.h"

static lua_State *check_coroutine(lua_State *L) {
  lua_State *coroutine = lua_tothread(L, 1);
  luaL_argexpected(L, coroutine != NULL, 1, "coroutine");
  return coroutine;
}

static int create(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *coroutine = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, coroutine, 1);
  return 1;
}

// Resumes with the topmost values. Returns how many results are on L's stack, or -1 and the error
// value. Does not return once a limit is reached.
static int resume_with(lua_State *L, lua_State *coroutine, int count) {
  tsk_state *s = tsk_of(L);
  tsk_steps(L, 32);
  if (s->coroutine_depth >= TSK_COROUTINE_DEPTH) {
    lua_pushliteral(L, "coroutines run inside each other more than 100 deep");
    return -1;
  }
  if (!lua_checkstack(coroutine, count)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  lua_xmove(L, coroutine, count);
  lua_State *running = s->running;
  s->running = coroutine;
  s->coroutine_depth++;
  tsk_arm(coroutine);
  int results = 0;
  int status = lua_resume(coroutine, L, count, &results);
  s->coroutine_depth--;
  s->running = running;
  tsk_check_fatal(L);
  if (status == LUA_ERRMEM) {
    tsk_see(coroutine);  // whose frames are still there
    tsk_raise_memory(L);
  }
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_xmove(coroutine, L, 1);
    return -1;
  }
  if (!lua_checkstack(L, results + 1)) {
    lua_pop(coroutine, results);
    lua_pushliteral(L, "too many results to resume");
    return -1;
  }
  lua_xmove(coroutine, L, results);
  return results;
}

static int resume(lua_State *L) {
  lua_State *coroutine = check_coroutine(L);
  int results = resume_with(L, coroutine, lua_gettop(L) - 1);
  bool failed = results < 0;
  if (failed) {
    // An object can be raised again, and is then told of with the place where it was raised first.
    if (tsk_is_error_object(L, -1) && lua_status(coroutine) > LUA_YIELD) {
      tsk_keep_coroutine_error(L, coroutine);
    }
    tsk_of(L)->rethrown = 0;
    results = 1;
  }
  lua_pushboolean(L, !failed);
  lua_insert(L, -(results + 1));
  return results + 1;
}

// Closes pending variables. In Lua 5.4.4 closing inside closing does not count C calls and ends in
// a stack overflow of the process, so it is counted here.
static int reset(lua_State *L, lua_State *coroutine) {
  tsk_state *s = tsk_of(L);
  if (s->close_depth >= TSK_CLOSE_DEPTH) {
    tsk_raise(L, "coroutines close each other more than 50 deep");
  }
  tsk_steps(L, 32);
  lua_State *running = s->running;
  s->running = coroutine;
  s->close_depth++;
  tsk_arm(coroutine);
  int status = lua_resetthread(coroutine);
  s->close_depth--;
  s->running = running;
  tsk_check_fatal(L);
  if (status == LUA_ERRMEM) tsk_raise_memory(L);
  return status;
}

static int call_wrapped(lua_State *L) {
  lua_State *coroutine = lua_tothread(L, lua_upvalueindex(1));
  int results = resume_with(L, coroutine, lua_gettop(L));
  if (results >= 0) return results;
  int status = lua_status(coroutine);
  if (status != LUA_OK && status != LUA_YIELD) {
    tsk_keep_coroutine_error(L, coroutine);
    lua_pushvalue(L, -1);  // closing replaces the value if it fails itself
    lua_xmove(L, coroutine, 1);
    if (reset(L, coroutine) != LUA_OK) lua_xmove(coroutine, L, 1);
  } else if (lua_type(L, -1) == LUA_TSTRING) {  // it could not be resumed at all
    tsk_push_where(L);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int wrap(lua_State *L) {
  create(L);
  lua_pushcclosure(L, call_wrapped, 1);
  return 1;
}

static int close(lua_State *L) {
  lua_State *coroutine = check_coroutine(L);
  lua_Debug ar;
  int status = lua_status(coroutine);
  bool active = coroutine == L || (status == LUA_OK && lua_getstack(coroutine, 0, &ar));
  if (active) {
    return tsk_raise(
        L, "cannot close a %s coroutine", coroutine == L ? "running" : "normal");
  }
  if (reset(L, coroutine) == LUA_OK) {
    lua_pushboolean(L, 1);
    return 1;
  }
  lua_pushboolean(L, 0);
  lua_xmove(coroutine, L, 1);
  return 2;
}

void tsk_open_coroutine(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"create", create}, {"resume", resume}, {"wrap", wrap}, {"close", close}, {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
}
