// The one way from Swift into Lua.

#include "internal.h"

// Calls the body with a light userdata as its argument and nothing expected back. On failure the
// details are in the state, and the stack is as it was.
int tsk_protect(tsk_state *s, lua_CFunction body, void *argument) {
  lua_State *L = s->running;
  s->code = s->fatal;
  if (s->fatal != TSK_OK) {
    s->details.place = s->fatal_place;
    s->details.trace[0] = 0;
    s->token = 0;
    return s->code;
  }
  int top = lua_gettop(L);
  if (!lua_checkstack(L, LUA_MINSTACK)) {
    tsk_set_text(&s->message, "stack overflow", 14);
    s->details.place = tsk_place_of(s, L, 0);
    s->details.trace[0] = 0;
    s->token = 0;
    return s->code = TSK_RUNTIME;
  }
  int host_depth = s->host_depth;
  s->host_depth = 0;  // everything below is protected, so the memory limit may raise again
  s->syntax = false;
  tsk_clock_enter(s);
  lua_pushcfunction(L, tsk_handler);
  lua_pushcfunction(L, body);
  lua_pushlightuserdata(L, argument);
  int status = lua_pcall(L, 1, 0, top + 1);
  s->running = L;
  s->code = s->fatal;  // calls inside this one have left their own codes
  if (status != LUA_OK) tsk_note_failure(s, L, status);
  s->syntax = false;
  tsk_clock_leave(s);
  if (s->entries == 0) s->seen = (tsk_place){NULL, 0};
  s->host_depth = host_depth;
  lua_settop(L, top);
  return s->code;
}
