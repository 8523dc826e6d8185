// Making and closing a state.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "rows.h"
#include "spare.h"

// Everything runs under a protected call, so this is a bug of ours and not of a script.
static int panic(lua_State *L) {
  const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "unknown error";
  fprintf(stderr, "fatal: a Lua error outside a protected call: %s\n", text);
  return 0;  // Lua aborts
}

static int open_body(lua_State *L) {
  tsk_open_host(L);
  tsk_open_objects(L);
  tsk_open_rows(L);
  tsk_open_sandbox(L);
  return 0;
}

tsk_state *tsk_open(
    const tsk_limits *limits, const tsk_environment *environment, const tsk_callbacks *callbacks,
    void *context) {
  tsk_state *s = calloc(1, sizeof *s);
  if (s == NULL) return NULL;
  s->limits = *limits;
  s->callbacks = *callbacks;
  s->context = context;
  s->now = environment->now;
  s->seed = environment->seed;
  if (environment->library_folder != NULL) {
    s->library_folder = strdup(environment->library_folder);
    s->library_name = strdup(environment->library_name);
  }
  s->main = lua_newstate(tsk_allocate, s);
  if (s->main == NULL) {
    tsk_close(s);
    return NULL;
  }
  s->running = s->main;
  lua_atpanic(s->main, panic);
  *(tsk_state **)lua_getextraspace(s->main) = s;  // new coroutines copy it
  tsk_arm(s->main);
  if (tsk_protect(s, open_body, NULL) != TSK_OK) {
    tsk_close(s);
    return NULL;
  }
  return s;
}

void tsk_close(tsk_state *s) {
  tsk_out_begin(s);
  if (s->main != NULL) lua_close(s->main);
  tsk_values_free(s, &s->in);
  tsk_values_free(s, &s->out);
  tsk_free_spare(s);
  tsk_free_sources(s);
  free(s->dropped);
  free(s->library_folder);
  free(s->library_name);
  free(s);
}
