// What a script may use up, and how it is stopped.
//
// A limit sets `fatal` and raises a sentinel. The flag decides, not the error value: our own pcall,
// xpcall and coroutine functions look at it and raise again, and from then on the hook fires at
// every instruction, so that no handler and no closing variable gets further.

#include <stdlib.h>
#include <time.h>

#include "internal.h"
#include "spare.h"

static const char sentinel = 0;

static int64_t clock_now(clockid_t which) {
  struct timespec t;
  clock_gettime(which, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void hook(lua_State *L, lua_Debug *activation);

// MARK: - Memory

// While Swift runs, nothing may raise, so the limit only leaves a mark there. The stack is not
// looked at here: Lua also allocates while it moves it.
void *tsk_allocate(void *ud, void *block, size_t old_size, size_t new_size) {
  tsk_state *s = ud;
  if (block == NULL) old_size = 0;  // Lua passes the kind of object there
  if (new_size == 0) {
    if (block != NULL) tsk_release_block(s, block, old_size);
    s->memory -= (int64_t)old_size;
    return NULL;
  }
  if (new_size > old_size
      && s->memory + (int64_t)(new_size - old_size) > s->limits.memory_bytes) {
    if (s->host_depth == 0) {
      s->steps += TSK_STEPS_PER_LOOK;  // Lua collects all now, which takes long near the limit
      return NULL;
    }
    s->over_memory = true;
  }
  void *moved = tsk_resize_block(s, block, new_size);
  if (moved == NULL) return new_size <= old_size ? block : NULL;  // Lua relies on shrinking
  s->memory += (int64_t)new_size - (int64_t)old_size;
  // One instruction can copy a large string, so many of them must not pass between two looks.
  if (new_size > TSK_LARGE_BLOCK) s->large_bytes += (int64_t)new_size;
  if (s->large_bytes > TSK_LARGE_BYTES
      || s->memory - s->seen_memory > s->limits.memory_bytes / TSK_SEEN_PARTS) {
    s->large_bytes = 0;
    s->seen_memory = s->memory;
    // Allowed at any time; the hook resets it.
    if (s->running != NULL) lua_sethook(s->running, hook, LUA_MASKCOUNT, 1);
  }
  return moved;
}

// MARK: - Time

void tsk_clock_enter(tsk_state *s) {
  if (s->entries++ > 0) return;
  s->wall_start = clock_now(CLOCK_MONOTONIC);
  s->cpu_start = clock_now(CLOCK_THREAD_CPUTIME_ID);
  s->cpu_look = s->wall_start + s->limits.cpu_nanoseconds - s->cpu_used;
}

void tsk_clock_leave(tsk_state *s) {
  if (--s->entries > 0) return;
  s->wall_used += clock_now(CLOCK_MONOTONIC) - s->wall_start;
  s->cpu_used += clock_now(CLOCK_THREAD_CPUTIME_ID) - s->cpu_start;
}

// The limit of time that is over, what the host asks for, or TSK_OK. The CPU clock is a system call,
// and CPU time never runs faster than the wall: the next moment at which it can have run out is
// known.
static int expired(tsk_state *s) {
  if (s->entries == 0) return TSK_OK;
  int wanted = s->callbacks.stop(s->context);
  if (wanted != TSK_OK) return wanted;
  int64_t now = clock_now(CLOCK_MONOTONIC);
  if (s->wall_used + now - s->wall_start >= s->limits.wall_nanoseconds) return TSK_WALL;
  if (now < s->cpu_look) return TSK_OK;
  int64_t left = s->limits.cpu_nanoseconds - s->cpu_used
      - (clock_now(CLOCK_THREAD_CPUTIME_ID) - s->cpu_start);
  if (left <= 0) return TSK_CPU;
  s->cpu_look = now + (left > 1000000 ? left : 1000000);
  return TSK_OK;
}

void tsk_look(lua_State *L) {
  tsk_state *s = tsk_of(L);
  if (s->fatal != TSK_OK) tsk_raise_fatal(L);
  int code = expired(s);
  if (code != TSK_OK) tsk_raise_limit(L, code);
}

void tsk_look_again(lua_State *L) {
#ifdef CLOCK_MONOTONIC_COARSE
  // This clock costs a fraction of the others, and stands still for a few milliseconds.
  tsk_state *s = tsk_of(L);
  int64_t tick = clock_now(CLOCK_MONOTONIC_COARSE);
  if (tick == s->last_tick) return;
  s->last_tick = tick;
#endif
  tsk_look(L);
}

void tsk_steps(lua_State *L, int64_t count) {
  tsk_state *s = tsk_of(L);
  s->steps += count;
  if (s->steps < TSK_STEPS_PER_LOOK) return;
  s->steps = 0;
  tsk_look(L);
}

static void hook(lua_State *L, lua_Debug *activation) {
  (void)activation;
  tsk_see(L);
  tsk_look(L);
  if (lua_gethookcount(L) != TSK_HOOK_INTERVAL) tsk_arm(L);
}

// Hooks and their counters are per coroutine, and a new one copies its creator's.
void tsk_arm(lua_State *L) {
  int interval = tsk_of(L)->fatal == TSK_OK ? TSK_HOOK_INTERVAL : 1;
  lua_sethook(L, hook, LUA_MASKCOUNT, interval);
}

// MARK: - The end

// Keeps the current line for an error of memory, which runs no message handler and is told of when
// its frames are gone. Called by the hook, and before work that takes much at once.
void tsk_see(lua_State *L) {
  tsk_state *s = tsk_of(L);
  tsk_place place = tsk_place_of(s, L, 0);
  if (place.source != NULL) s->seen = place;
  s->seen_memory = s->memory;
}

// Marks the state as ended by a limit; the first one stays.
static int end(tsk_state *s, int code, tsk_place place, tsk_place otherwise) {
  if (s->fatal == TSK_OK) {
    s->fatal = code;
    s->fatal_place = place.source != NULL ? place : otherwise;
  }
  return s->fatal;
}

// The limit was found by us, and the stack is as it was then.
int tsk_end(tsk_state *s, int code) {
  return end(s, code, tsk_place_of(s, s->running, 0), s->seen);
}

// Lua raised an error of memory, and what is left of the stack is where it was caught.
void tsk_end_memory(tsk_state *s) {
  end(s, TSK_MEMORY, s->seen, tsk_place_of(s, s->running, 0));
}

void tsk_raise_limit(lua_State *L, int code) {
  tsk_state *s = tsk_of(L);
  s->running = L;
  tsk_end(s, code);
  tsk_raise_fatal(L);
}

void tsk_raise_memory(lua_State *L) {
  tsk_state *s = tsk_of(L);
  s->running = L;
  tsk_end_memory(s);
  tsk_raise_fatal(L);
}

void tsk_raise_fatal(lua_State *L) {
  tsk_arm(tsk_of(L)->main);
  tsk_arm(L);
  lua_pushlightuserdata(L, (void *)&sentinel);
  lua_error(L);
  abort();  // lua_error does not return
}

void tsk_check_fatal(lua_State *L) {
  if (tsk_of(L)->fatal != TSK_OK) tsk_raise_fatal(L);
}

int64_t tsk_memory(const tsk_state *s) {
  return s->memory;
}

int tsk_charge_output(tsk_state *s, int64_t bytes) {
  if (s->fatal == TSK_OK && bytes > s->limits.output_bytes - s->output) {
    return tsk_end(s, TSK_OUTPUT);
  }
  if (bytes > 0) s->output += bytes;
  return s->fatal;
}

int tsk_charge_memory(tsk_state *s, int64_t bytes) {
  if (s->fatal == TSK_OK && bytes > 0 && bytes > s->limits.memory_bytes - s->memory) {
    // What the script no longer has may still be charged: Lua knows nothing of its size.
    // Where next to nothing comes free, the next charge would only collect again.
    lua_gc(s->running, LUA_GCCOLLECT);
    s->steps += s->memory / 256;
    int64_t room = s->limits.memory_bytes - s->limits.memory_bytes / TSK_SEEN_PARTS;
    if (bytes > room - s->memory) return tsk_end(s, TSK_MEMORY);
  }
  s->memory += bytes;
  return s->fatal;
}

int tsk_charge_work(tsk_state *s, int64_t steps) {
  if (s->fatal != TSK_OK) return s->fatal;
  s->steps += steps;
  if (s->steps < TSK_STEPS_PER_LOOK) return TSK_OK;
  s->steps = 0;
  int code = expired(s);
  return code == TSK_OK ? TSK_OK : tsk_end(s, code);
}

int tsk_charge_wait(tsk_state *s) {
  s->steps += TSK_STEPS_PER_LOOK;
  return tsk_charge_work(s, 0);
}

int64_t tsk_wall_left(const tsk_state *s) {
  int64_t used = s->wall_used;
  if (s->entries > 0) used += clock_now(CLOCK_MONOTONIC) - s->wall_start;
  return used < s->limits.wall_nanoseconds ? s->limits.wall_nanoseconds - used : 0;
}
