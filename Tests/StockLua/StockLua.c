#include "StockLua.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdlib.h>

#include "StockState.h"

static int add(lua_State *L) {
  lua_pushnumber(L, luaL_checknumber(L, 1) + luaL_checknumber(L, 2));
  return 1;
}

static int open_body(lua_State *L) {
  luaL_openlibs(L);
  lua_register(L, "add", add);
  return 0;
}

stock_lua *stock_open(void) {
  stock_lua *stock = malloc(sizeof *stock);
  if (stock == NULL) return NULL;
  stock->L = luaL_newstate();
  if (stock->L == NULL) {
    free(stock);
    return NULL;
  }
  lua_pushcfunction(stock->L, open_body);
  if (lua_pcall(stock->L, 0, 0, 0) == LUA_OK) return stock;
  stock_close(stock);
  return NULL;
}

void stock_close(stock_lua *stock) {
  lua_close(stock->L);
  free(stock);
}

static void hook(lua_State *L, lua_Debug *activation) {
  (void)L;
  (void)activation;
}

void stock_set_hook(stock_lua *stock, int interval) {
  lua_sethook(stock->L, hook, LUA_MASKCOUNT, interval);
}

typedef struct stock_job {
  const char *source;
  size_t size;
} stock_job;

static int run_body(lua_State *L) {
  const stock_job *job = lua_touserdata(L, 1);
  if (luaL_loadbufferx(L, job->source, job->size, "=stock", "t") != LUA_OK) return lua_error(L);
  lua_call(L, 0, 1);
  luaL_tolstring(L, -1, NULL);
  return 1;
}

bool stock_run(
    stock_lua *stock, const uint8_t *source, size_t size, const uint8_t **result, size_t *count) {
  lua_State *L = stock->L;
  lua_settop(L, 0);
  stock_job job = {(const char *)source, size};
  lua_pushcfunction(L, run_body);
  lua_pushlightuserdata(L, &job);
  bool succeeded = lua_pcall(L, 1, 1, 0) == LUA_OK;
  *result = NULL;
  *count = 0;
  // A string stays where it is while it is on the stack.
  if (lua_type(L, 1) == LUA_TSTRING) *result = (const uint8_t *)lua_tolstring(L, 1, count);
  return succeeded;
}
