// The value of one field of one record. What happens at nearly every step is inline: a loop over a
// million records comes here several million times.

#ifndef TALLYSTICK_ROWS_READ_H
#define TALLYSTICK_ROWS_READ_H

#include "rows.h"

// rows_read.c
void tsk_push_new_text(lua_State *L, tsk_holder *holder, int texts, int column, int64_t text);
bool tsk_refuse_code(lua_State *L, const tsk_holder *holder, int column);
bool tsk_push_of_host(lua_State *L, tsk_holder *holder, int column, uint32_t record);

// Amounts count a power of ten. The float of one is that of its count of 10^-12, divided once, as
// everywhere in the host: 0.1 is the same 0.1 whatever a column counts in.
static inline bool tsk_push_amount(lua_State *L, const tsk_column *column, int64_t amount) {
  if (amount == TSK_NO_AMOUNT) {
    lua_pushnil(L);
    return false;
  }
  if (!column->is_float) {
    int64_t whole = column->scale == 1 ? amount : amount / column->scale;
    if (whole * column->scale == amount) {
      lua_pushinteger(L, whole);
      return true;
    }
  }
  int64_t small;
  double lifted = __builtin_mul_overflow(amount, column->lift, &small)
      ? (double)((__int128)amount * column->lift)
      : (double)small;
  lua_pushnumber(L, lifted / 1e12);
  return true;
}

static inline bool tsk_push_coded(
    lua_State *L, tsk_holder *holder, int texts, int index, uint32_t record) {
  const tsk_column *column = &holder->rows->columns[index];
  uint32_t code = record;
  if (column->codes != NULL) code = column->codes[code];
  if (column->map != NULL && code != TSK_NO_TEXT) {
    if (code >= column->map_count) return tsk_refuse_code(L, holder, index);
    code = column->map[code];
  }
  if (code == TSK_NO_TEXT) {
    lua_pushnil(L);
    return false;
  }
  if (code >= column->text_count) return tsk_refuse_code(L, holder, index);
  if (lua_rawgeti(L, texts, column->first_text + code + 1) != LUA_TSTRING) {
    lua_pop(L, 1);
    tsk_push_new_text(L, holder, texts, index, code);
  }
  return true;
}

// Pushes what a column has for a record, which has to be one; false where that is nil. `texts` is
// where the holder's table of texts is.
static inline __attribute__((always_inline)) bool tsk_push_field(
    lua_State *L, tsk_holder *holder, int texts, int column, uint32_t record) {
  const tsk_column *read = &holder->rows->columns[column];
  switch (read->kind) {
    case TSK_COLUMN_TEXTS:
      return tsk_push_coded(L, holder, texts, column, record);
    case TSK_COLUMN_AMOUNTS:
      return tsk_push_amount(L, read, read->amounts[record]);
    default:
      return tsk_push_of_host(L, holder, column, record);
  }
}

#endif
