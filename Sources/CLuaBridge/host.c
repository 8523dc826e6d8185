// Functions of the host, as Lua sees them: a C closure over a userdata that keeps the Swift box.

#include <stdlib.h>
#include <string.h>

#include "internal.h"

static const char function_key = 0;

// Runs in the collector, and when the state closes. Swift code there must not call Lua.
static int collect_function(lua_State *L) {
  tsk_drop_box(L, &((tsk_function *)lua_touserdata(L, 1))->box);
  return 0;
}

// Moves a box into a userdata, and charges what Swift keeps for it. Cannot raise: Lua's next
// allocation finds out if that is too much.
void tsk_hold_box(lua_State *L, const void **slot, const void **box) {
  tsk_of(L)->memory += TSK_BOX_BYTES;
  *slot = *box;
  *box = NULL;
}

// Lets go of the box of a userdata, if it has one.
void tsk_drop_box(lua_State *L, const void **slot) {
  const void *box = *slot;
  *slot = NULL;
  if (box == NULL) return;
  tsk_of(L)->memory -= TSK_BOX_BYTES;
  tsk_of(L)->callbacks.release(box);
}

void tsk_open_host(lua_State *L) {
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, collect_function);
  lua_setfield(L, -2, "__gc");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &function_key);
}

// Pushes a userdata for a function; the caller then gives it a box, which cannot raise.
tsk_function *tsk_new_function(lua_State *L, const char *name) {
  size_t count = strlen(name) + 1;
  tsk_function *function = lua_newuserdatauv(L, sizeof *function + count, 0);
  function->magic = TSK_FUNCTION_MAGIC;
  function->box = NULL;
  memcpy(function->name, name, count);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &function_key);
  lua_setmetatable(L, -2);
  return function;
}

// Calls a function of the host with the topmost values, and pushes its results.
int tsk_call_host(lua_State *L, const tsk_function *function, int argument_count) {
  tsk_state *s = tsk_of(L);
  if (s->fatal != TSK_OK) tsk_raise_fatal(L);
  tsk_steps(L, 16);
  if (function->box == NULL) return tsk_raise(L, "%s is no longer there", function->name);
  int first = lua_gettop(L) - argument_count + 1;
  tsk_in_arguments(L, first, argument_count, function->name);

  lua_State *running = s->running;
  s->running = L;
  int64_t held_bytes = s->held_bytes;
  s->held_bytes = s->in_bytes;  // Swift keeps its arguments until it returns
  s->host_depth++;
  s->call_depth++;
  tsk_value result;
  int64_t outcome = s->callbacks.call(
      s->context, function->box, s->in.values, argument_count, s->call_depth, &result);
  s->call_depth--;
  s->host_depth--;
  s->held_bytes = held_bytes;
  s->running = running;

  // From here on no Swift frame is left, and raising is safe.
  if (s->fatal != TSK_OK) tsk_raise_fatal(L);
  if (s->over_memory) tsk_raise_limit(L, TSK_MEMORY);
  tsk_look_again(L);
  if (outcome == TSK_RESULT) {
    tsk_push_simple(L, &result);
    return 1;
  }
  if (outcome == TSK_RESULTS) return tsk_push_out(L);
  if (outcome == TSK_FAILED) return tsk_raise_text(L, function->name, &s->fail);
  return tsk_raise_saved(L, outcome - TSK_FAILED);
}

static int trampoline(lua_State *L) {
  return tsk_call_host(L, lua_touserdata(L, lua_upvalueindex(1)), lua_gettop(L));
}

// Replaces the function's userdata on top by the closure that calls it.
void tsk_push_trampoline(lua_State *L) {
  lua_pushcclosure(L, trampoline, 1);
}

// MARK: - Unknown names

static void write_keys(lua_State *L, int table) {
  lua_pushnil(L);
  while (lua_next(L, table)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) == LUA_TSTRING) tsk_in_value(L, lua_gettop(L), "key", 1);
  }
}

// Raises the error about a name that is not in one or two tables (0 for none).
int tsk_raise_unknown(
    lua_State *L, const char *kind, const char *name, int key, int known1, int known2) {
  tsk_state *s = tsk_of(L);
  tsk_push_text(L, key);  // may run the script, which may call the host, before anything is written
  int text = lua_gettop(L);
  tsk_in_begin(L);
  tsk_in_string(L, kind);
  tsk_in_string(L, name);
  tsk_in_value(L, text, "name", 1);
  if (known1 != 0) write_keys(L, known1);
  if (known2 != 0) write_keys(L, known2);
  lua_State *running = s->running;
  s->running = L;
  s->host_depth++;
  s->callbacks.unknown(s->context, (int64_t)s->in.count);
  s->host_depth--;
  s->running = running;
  tsk_check_fatal(L);
  return tsk_raise_text(L, "", &s->fail);
}

// MARK: - Calling a script's function

typedef struct tsk_call_job {
  int32_t reference;
  int64_t *count;
} tsk_call_job;

static int call_body(lua_State *L) {
  tsk_call_job job = *(tsk_call_job *)lua_touserdata(L, 1);
  lua_settop(L, 0);
  lua_rawgeti(L, LUA_REGISTRYINDEX, job.reference);
  lua_call(L, tsk_push_out(L), LUA_MULTRET);
  int results = lua_gettop(L);
  tsk_in_values(L, 1, results, "result");
  *job.count = results;
  return 0;
}

int tsk_call(tsk_state *s, int32_t reference, int64_t *count) {
  tsk_call_job job = {reference, count};
  *count = 0;
  return tsk_protect(s, call_body, &job);
}

// Called while Swift lets go of things, at any time: only notes the reference.
void tsk_drop_reference(tsk_state *s, int32_t reference) {
  if (s->dropped_count == s->dropped_capacity) {
    size_t capacity = s->dropped_capacity == 0 ? 16 : s->dropped_capacity * 2;
    int32_t *moved = realloc(s->dropped, capacity * sizeof *moved);
    if (moved == NULL) return;  // the reference is then freed with the state
    s->dropped = moved;
    s->dropped_capacity = capacity;
  }
  s->dropped[s->dropped_count++] = reference;
}
