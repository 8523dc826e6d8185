-- Who looks after which app, as the program that serves this report knows.
local r = report.new { title = "Owners" }
for _, app in ipairs(crm.apps) do
  r:text(app .. ": " .. (crm.owner(app) or "nobody"))
end
return r
