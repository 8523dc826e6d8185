-- A statement for each team: what its apps bear, of which source, and why.
-- Teams are the tag `team` of the apps in tallystick.yaml; costs are divided by the rules below `allocation:`.

script { title = "Statements by team", api = 1, period = "month" }
local options = params { tag = "team", team = "" }

local month = period.month()
local policy = allocation.policy()
if #policy == 0 then
  policy = allocation.policy { allocation.rule { "whoever used it", to = "app" } }
end
local tag = "tag." .. options.tag
local shares = policy:apply { period = month, dims = { tag } }

local files = {}
local function file_name(team)
  local name = team:lower():gsub("[^%w]+", "-"):gsub("^%-+", ""):gsub("%-+$", "")
  if name == "" then name = "team" end
  files[name] = (files[name] or 0) + 1
  return files[name] == 1 and name or name .. "-" .. files[name]
end

local function statement(team)
  local own = team.frame
  local r = report.new {
    title = "Statement for " .. team.key, subtitle = month.label,
    file = file_name(team.key),
  }
  local change = { field = "before", title = "vs " .. month:previous():same_days().label, format = "change" }
  r:figures {
    { "To be charged", team.cost, before = team.before, spark = own:daily() },
    { "Part of all costs", team.share, format = "percent" },
  }
  r:section("By app", function(s)
    s:table(own:by("target"), { { field = "target", title = "App" }, "cost", "share", change, "trend" })
  end)
  r:section("By source", function(s) s:table(own:by("source"), { "source", "cost", "share", change }) end)
  r:section("Why", function(s)
    for app in own:by("target"):rows() do
      s:details(app.key, function(d) d:ledger(shares, app.key) end)
    end
  end)
  return r
end

local teams = {}
for team in shares:by(tag):rows() do
  if team.cost and (options.team == "" or options.team == team.key) then teams[#teams + 1] = team end
end
if #teams == 0 then
  return report.new { title = "Statements by team" }:text("No cost of a team is known for " .. month.label .. ".")
end
return report.each(teams, statement)
