// Rows of columns: what Lua reads of the host's records without a call of the host.
//
// A holder is a userdata that keeps one box of rows, with what its rows share: their metatable, the
// texts that Lua has already, and the host functions. There is one for each box as long as anything
// needs it. A row is a holder and the number of a record, and its metatable keeps the holder.

#ifndef TALLYSTICK_ROWS_H
#define TALLYSTICK_ROWS_H

#include "internal.h"

typedef struct tsk_held_column {
  const void *name;              // the string, as lua_topointer tells it from others
  const tsk_function *function;  // what asks the host; NULL where C reads the column
} tsk_held_column;

typedef struct tsk_holder {
  const void *box;  // NULL once it has been let go of
  const tsk_rows *rows;
  int64_t kept_texts;
  tsk_held_column columns[];
} tsk_holder;

// The user values of a holder.
enum { TSK_HOLDER_ROW = 1, TSK_HOLDER_TEXTS, TSK_HOLDER_FUNCTIONS, TSK_HOLDER_VALUES = 3 };

typedef struct tsk_row {
  uint32_t magic;
  uint32_t record;
  tsk_holder *holder;
} tsk_row;

enum { TSK_ROW_MAGIC = 0x7473726f };

// rows_holder.c
void tsk_open_rows(lua_State *L);
tsk_holder *tsk_push_holder(lua_State *L, const void **box);

// rows_index.c
void tsk_push_row_metatable(lua_State *L, int holder, int names, int texts);
tsk_row *tsk_to_row(lua_State *L, int index);
void tsk_push_row(lua_State *L, const void **box, uint32_t record);

// rows_iterator.c
void tsk_push_iterator(lua_State *L, tsk_value *value);

// Pushes a row without its metatable.
static inline void tsk_new_row(lua_State *L, tsk_holder *holder, uint32_t record) {
  tsk_row *row = lua_newuserdatauv(L, sizeof *row, 0);
  *row = (tsk_row){TSK_ROW_MAGIC, record, holder};
}

#endif
