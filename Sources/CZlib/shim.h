#ifndef TALLYSTICK_CZLIB_SHIM_H
#define TALLYSTICK_CZLIB_SHIM_H

#include <zlib.h>

// zlib opens its streams by macros, which Swift does not see. A negative number of window bits means a
// stream without header and checksum: whoever stores it keeps a digest of the content.

static inline int tally_deflate_open(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
}

// 16 more window bits mean the header and the checksum of gzip.
static inline int tally_gzip_open(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
}

static inline int tally_inflate_open(z_stream *stream) {
  return inflateInit2(stream, -MAX_WBITS);
}

// 16 more stand for gzip's own header and checksum.
static inline int tally_gunzip_open(z_stream *stream) {
  return inflateInit2(stream, MAX_WBITS + 16);
}

#endif
