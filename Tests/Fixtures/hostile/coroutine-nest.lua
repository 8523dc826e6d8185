-- Short coroutines inside each other.
local function nest(n)
  if n == 0 then return end
  for i = 1, 100 do coroutine.wrap(function() nest(n - 1) end)() end
end
nest(8)
