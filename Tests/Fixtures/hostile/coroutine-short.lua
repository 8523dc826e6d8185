-- Coroutines too short for their hook's counter.
while true do coroutine.wrap(function() end)() end
