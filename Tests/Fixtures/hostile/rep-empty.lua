-- Nothing, repeated as often as can be.
while true do (""):rep(1 << 62) end
