-- A pattern whose number of ways to fail doubles with each part.
local n = 28
return (("a"):rep(n)):find(("a?"):rep(n) .. ("a"):rep(n) .. "b")
