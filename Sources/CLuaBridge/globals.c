// What the host adds to the globals, and running a source.

#include "internal.h"

static int set_global_body(lua_State *L) {
  const char *name = lua_touserdata(L, 1);
  lua_pushglobaltable(L);
  lua_pushstring(L, name);
  if (tsk_push_out(L) != 1) return tsk_raise(L, "a global has one value");
  lua_rawset(L, -3);
  return 0;
}

int tsk_set_global(tsk_state *s, const char *name) {
  return tsk_protect(s, set_global_body, (void *)name);
}

// MARK: - Modules

static int module_index(lua_State *L) {
  lua_settop(L, 2);
  return tsk_raise_unknown(L, "module", lua_tostring(L, lua_upvalueindex(1)), 2, 1, 0);
}

static int module_newindex(lua_State *L) {
  return tsk_raise(L, "%s cannot be changed", lua_tostring(L, lua_upvalueindex(1)));
}

// Lua passes the module itself first, which its function does not want.
static int module_call(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_replace(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

static int set_module_body(lua_State *L) {
  const char *name = lua_touserdata(L, 1);
  int count = tsk_push_out(L);
  lua_settop(L, 3);
  lua_createtable(L, 0, 5);
  lua_pushstring(L, name);
  lua_pushcclosure(L, module_index, 1);
  lua_setfield(L, 4, "__index");
  lua_pushstring(L, name);
  lua_pushcclosure(L, module_newindex, 1);
  lua_setfield(L, 4, "__newindex");
  if (count == 2) {
    lua_pushvalue(L, 3);
    lua_pushcclosure(L, module_call, 1);
    lua_setfield(L, 4, "__call");
  }
  lua_pushboolean(L, 0);
  lua_setfield(L, 4, "__metatable");
  lua_pushstring(L, name);
  lua_setfield(L, 4, "__name");
  lua_setmetatable(L, 2);
  lua_pushglobaltable(L);
  lua_pushstring(L, name);
  lua_pushvalue(L, 2);
  lua_rawset(L, -3);
  return 0;
}

int tsk_set_module(tsk_state *s, const char *name) {
  return tsk_protect(s, set_module_body, (void *)name);
}

// MARK: - Sources

typedef struct tsk_run_job {
  const uint8_t *source;
  size_t size;
  const char *name;
  bool only_parse;
  int64_t *count;
} tsk_run_job;

static int run_body(lua_State *L) {
  tsk_state *s = tsk_of(L);
  tsk_run_job job = *(tsk_run_job *)lua_touserdata(L, 1);
  lua_settop(L, 0);
  s->syntax = true;
  tsk_load(L, job.source, job.size, job.name);
  s->syntax = false;
  if (job.only_parse) return 0;
  lua_call(L, 0, LUA_MULTRET);
  int results = lua_gettop(L);
  tsk_in_values(L, 1, results, "result");
  *job.count = results;
  return 0;
}

int tsk_run(
    tsk_state *s, const uint8_t *source, size_t size, const char *name, bool only_parse,
    int64_t *count) {
  tsk_run_job job = {source, size, name, only_parse, count};
  *count = 0;
  return tsk_protect(s, run_body, &job);
}
