-- A string larger than any memory.
return ("x"):rep(1 << 40)
