local spend = usage.load { dims = { "app" } }
return report.new { title = "Costs" }:table(spend:by("app"), { "app", "cost" })
