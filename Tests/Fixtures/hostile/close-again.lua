-- A closing variable that makes the next one.
local function again()
  local x <close> = setmetatable({}, { __close = again })
  while true do end
end
again()
