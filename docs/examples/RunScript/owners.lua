-- How many apps each person looks after.
local counts = {}
for _, app in ipairs(apps) do
  local owner = lookup_owner(app) or "nobody"
  counts[owner] = (counts[owner] or 0) + 1
end
print(#apps .. " apps")
return counts
