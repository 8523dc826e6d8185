// Lua as it comes: what tests compare the sandbox with, and benchmarks measure it against.

#ifndef TALLYSTICK_STOCKLUA_H
#define TALLYSTICK_STOCKLUA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct stock_lua stock_lua;

// A new state with all of the standard libraries, and the function `add` of two numbers, which is
// written against Lua's C API. NULL where memory does not allow one.
stock_lua *stock_open(void);
void stock_close(stock_lua *stock);

// Sets a hook that does nothing, every so many instructions: a sandbox's state runs with one.
void stock_set_hook(stock_lua *stock, int interval);

// Records in columns, which have to outlive the state. Their texts are `text` with a number behind
// it.
typedef struct stock_columns {
  size_t count, text_count;
  const char *text;
  const uint32_t *codes;
  const double *costs;
  const int64_t *requests;
} stock_columns;

// Adds the function `columns`, whose result is an iterator over a text, a cost and requests.
bool stock_add_columns(stock_lua *stock, stock_columns columns);

// Runs a chunk of text. True: the result is what `tostring` makes of the chunk's first value. False:
// it is the error's text. The bytes are valid until the next call.
bool stock_run(
    stock_lua *stock, const uint8_t *source, size_t size, const uint8_t **result, size_t *count);

#endif
