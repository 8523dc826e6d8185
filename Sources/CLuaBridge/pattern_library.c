// The pattern functions of the string library.

#include "pattern.h"

void tsk_open_patterns(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"find", tsk_find}, {"gmatch", tsk_gmatch}, {"gsub", tsk_gsub}, {"match", tsk_match_string},
      {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
}
