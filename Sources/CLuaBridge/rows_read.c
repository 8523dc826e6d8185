// What reading a field takes the host for, and what is wrong with a field.

#include "rows_read.h"

// Asks the host for a text, and keeps it for the next time, up to a number of texts.
void tsk_push_new_text(lua_State *L, tsk_holder *holder, int texts, int column, int64_t text) {
  tsk_state *s = tsk_of(L);
  tsk_steps(L, 16);
  luaL_checkstack(L, 4, "too many values");
  lua_State *running = s->running;
  s->running = L;
  s->host_depth++;
  s->callbacks.text(s->context, holder->box, column, text);
  s->host_depth--;
  s->running = running;
  tsk_push_out(L);
  if (holder->kept_texts == TSK_KEPT_TEXTS) return;
  lua_pushvalue(L, -1);
  lua_rawseti(L, texts, holder->rows->columns[column].first_text + text + 1);
  holder->kept_texts++;
}

bool tsk_refuse_code(lua_State *L, const tsk_holder *holder, int column) {
  const tsk_rows *rows = holder->rows;
  return tsk_raise(
      L, "%s.%s: a code has no text", rows->type_name, rows->columns[column].name) != 0;
}

// The row or the iterator that reads keeps the holder, and the holder keeps the function.
bool tsk_push_of_host(lua_State *L, tsk_holder *holder, int column, uint32_t record) {
  luaL_checkstack(L, 8, "too many values");
  int top = lua_gettop(L);
  lua_pushinteger(L, record);
  tsk_call_host(L, holder->columns[column].function, 1);
  lua_replace(L, top + 1);
  return !lua_isnil(L, top + 1);
}
