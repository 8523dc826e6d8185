// Sources that are looked at before they run, and entries that share one state.

#include <string.h>

#include "chunk.h"
#include "internal.h"

typedef struct tsk_chunk_job {
  const uint8_t *source;
  size_t size;
  const char *name;
  bool dumps;
  bool apart;
  int64_t *count;
} tsk_chunk_job;

// What of a binary chunk was written; without bytes, it is only measured.
typedef struct tsk_chunk_bytes {
  char *bytes;
  size_t count;
} tsk_chunk_bytes;

static int take(lua_State *L, const void *piece, size_t size, void *data) {
  (void)L;
  tsk_chunk_bytes *written = data;
  if (written->bytes != NULL) memcpy(written->bytes + written->count, piece, size);
  written->count += size;
  return 0;
}

// Replaces the function on top by its binary form. lua_dump wants the function on top while it
// writes, so the room for all of it is made before.
static void dump(lua_State *L) {
  tsk_chunk_bytes written = {NULL, 0};
  lua_dump(L, take, &written, 0);
  written = (tsk_chunk_bytes){lua_newuserdatauv(L, written.count, 0), 0};
  lua_insert(L, -2);
  lua_dump(L, take, &written, 0);
  lua_pushlstring(L, written.bytes, written.count);
}

static int chunk_body(lua_State *L) {
  tsk_state *s = tsk_of(L);
  tsk_chunk_job job = *(tsk_chunk_job *)lua_touserdata(L, 1);
  lua_settop(L, 0);
  s->syntax = true;
  tsk_load(L, job.source, job.size, job.name);
  s->syntax = false;
  if (job.apart) {
    // The first upvalue of a main chunk is its table of globals.
    tsk_push_out(L);
    lua_settop(L, 2);
    lua_setupvalue(L, 1, 1);
  }
  if (job.dumps) dump(L);
  tsk_in_values(L, lua_gettop(L), 1, "result");
  *job.count = 1;
  return 0;
}

static int compile(
    tsk_state *s, const uint8_t *source, size_t size, const char *name, bool dumps, bool apart,
    int64_t *count) {
  tsk_chunk_job job = {source, size, name, dumps, apart, count};
  *count = 0;
  return tsk_protect(s, chunk_body, &job);
}

int tsk_chunk_dump(
    tsk_state *s, const uint8_t *source, size_t size, const char *name, int64_t *count) {
  return compile(s, source, size, name, true, false, count);
}

int tsk_chunk_function(
    tsk_state *s, const uint8_t *source, size_t size, const char *name, int64_t *count) {
  return compile(s, source, size, name, false, false, count);
}

int tsk_chunk_apart(
    tsk_state *s, const uint8_t *source, size_t size, const char *name, int64_t *count) {
  return compile(s, source, size, name, false, true, count);
}

void tsk_chunk_renew(tsk_state *s) {
  if (s->entries > 0) return;  // what runs now goes on under what it began with
  s->cpu_used = 0;
  s->wall_used = 0;
  s->output = 0;
}
