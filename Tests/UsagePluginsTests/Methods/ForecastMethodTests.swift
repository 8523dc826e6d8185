import Testing
import UsagePlugins

/// Forecast methods in Lua.
struct ForecastMethodTests {
  /// What `seasonal_naive` does.
  private static let lastWeek = """
    return {
      api = 1,
      kind = "forecast",
      forecast = function(values, days)
        local path = {}
        for i = 1, days do path[i] = values[#values - 7 + (i - 1) % 7 + 1] end
        return path
      end,
    }
    """

  /// What `run_rate` does.
  private static let rate = """
    return {
      api = 1,
      kind = "forecast",
      forecast = function(values, days, context)
        local count = context.elapsed > 0 and context.elapsed or 28
        local sum, weight = 0.0, 0.0
        for i = math.max(1, #values - count + 1), #values do
          sum, weight = sum + values[i] * context.weights[i], weight + context.weights[i]
        end
        local path = {}
        for i = 1, days do path[i] = sum / weight end
        return path
      end,
    }
    """

  private static let days =
    "local days = {} for i = 1, 90 do days[i] = 100 + i % 7 * 13 + (i * i * 31) % 17 end "

  /// A line with everything that a forecast says.
  private static let show = """
    local function show(method)
      local o = forecast.series(days, { horizon = 21, method = method })
      local numbers = { o.expected, o.range80.low, o.range80.high, o.range95.low, o.range95.high,
        o.backtest.trials, o.backtest.error }
      for i, number in ipairs(numbers) do numbers[i] = ("%.17g"):format(number) end
      return table.concat(numbers, " ")
    end
    """

  @Test(arguments: [("seasonal_naive", lastWeek), ("run_rate", rate)])
  func `a method that does what a built-in one does gives its forecast and its back-test`(
    name: String,
    source: String
  ) async throws {
    let script = Self.days + Self.show + " print(show('\(name)')) print(show('mine'))"
    let lines = try await printed(script, methods: ["mine": source])
    #expect(lines.count == 2 && lines[0] == lines[1], "\(lines)")
  }

  @Test func `a method has its name in the forecast`() async throws {
    let script = Self.days + "print(forecast.series(days, { horizon = 3, method = 'mine' }).method)"
    #expect(try await printed(script, methods: ["mine": Self.lastWeek]) == ["mine"])
  }

  @Test func `nothing of a method's file leaks into the script, nor the other way`() async throws {
    let method = """
      leaked = 1
      string.leaked = 2
      local seen = usage ~= nil or secret ~= nil or require ~= nil or _G ~= nil
      return { api = 1, kind = "forecast", forecast = function(values, days)
        leaked = 2
        local path = {}
        for i = 1, days do path[i] = seen and 1 or 0 end
        return path
      end }
      """
    let script =
      "secret = 1 " + Self.days
      + "local o = forecast.series(days, { horizon = 3, method = 'mine' }) "
      + "print(rawget(_G, 'leaked'), rawget(string, 'leaked'), o.expected)"
    #expect(try await printed(script, methods: ["mine": method]) == ["nil\tnil\t0.0"])
  }

  @Test func `a file is read when it is asked for, and once`() async throws {
    let method = "print('read')\n" + Self.lastWeek
    let ask = "forecast.series(days, { horizon = 3, method = 'mine' }) "
    #expect(try await printed(Self.days, methods: ["mine": method]) == [])
    #expect(try await printed(Self.days + ask + ask, methods: ["mine": method]) == ["read"])
  }

  private static func method(_ body: String) -> String {
    "return { api = 1, kind = 'forecast', forecast = function(values, days)\n\(body)\nend }"
  }

  /// What is wrong, and how it is told.
  private static let mistakes: [(source: String, message: String)] = [
    (
      method("return 3"),
      called + numbers + "returned 3; expected a list with an amount for each day"
    ),
    (method("return { 'x' }"), called + numbers + "returned \"x\" for day 1; expected a number"),
    (
      method("return { 1 }"),
      called + option + numbers
        + "was asked for 28 days and gave 1; it has to give one number for each"
    ),
    (
      method("local p = {} for i = 1, days do p[i] = 0/0 end return p"),
      called + option + numbers + "gave no finite number for day 1; it has to give an amount"
    ),
    (method("error('no idea')"), "Scripts/methods/mine.lua:2: no idea"),
    ("return { api = 1, kind = 'forecast', forecast = 1 +", "Scripts/methods/mine.lua:1: "),
    (
      "return { api = 2, kind = 'future' }",
      called + file
        + "the plug-in asks for version 2 of the plug-in interface, and this tally has version 1; update tally"
    ),
    (
      "return { api = 1, kind = 'x' }",
      called + file + "kind: expected \"forecast\" or \"allocation\", got \"x\""
    ),
    (
      "return { api = 1, kind = 'allocation', weights = print }",
      called + file + "the method is for allocation, and it is asked for forecast"
    ),
    (
      "return { api = 1, kind = 'forecast', weights = print }",
      called + file + "unknown field \"weights\"; there are api, forecast, kind, title"
    ),
  ]
  private static let called = "test.lua:1: forecast.series: "
  private static let option = "option \"method\": "
  private static let numbers = "the forecast method \"mine\" "
  private static let file = "Scripts/methods/mine.lua: "

  @Test(arguments: mistakes.indices)
  func `what is wrong with a method is told with its place`(index: Int) async {
    let (source, message) = Self.mistakes[index]
    let script = Self.days + "forecast.series(days, { horizon = 3, method = 'mine' })"
    let reason = await reason(script, methods: ["mine": source])
    #expect(reason?.hasPrefix(message) == true, "\(reason ?? "no failure")")
  }

  @Test func `a name that there is not is told with those that there are`() async {
    let script = Self.days + "forecast.series(days, { horizon = 3, method = 'NAME' })"
    #expect(
      await reason(script.replacing("NAME", with: "median_weak"), methods: ["median_week": ""])
        == "test.lua:1: forecast.series: option \"method\": unknown forecast method \"median_weak\"; did you "
        + "mean \"median_week\"?"
    )
    #expect(
      await reason(script.replacing("NAME", with: "qqqq"), methods: ["mine": ""])
        == "test.lua:1: forecast.series: option \"method\": unknown forecast method \"qqqq\"; there are auto, "
        + "run_rate, seasonal_naive, day_of_week, recent_level, ets, ets_damped, theta, mine"
    )
  }

  @Test func `methods of the other kind are not among those that there are`() async {
    let methods = [
      "mine": "return { api = 1, kind = 'forecast', forecast = print }",
      "divide": "return { api = 1, kind = 'allocation', weights = print }",
    ]
    let forecast = Self.days + "forecast.series(days, { horizon = 3, method = 'divida' })"
    #expect(await reason(forecast, methods: methods)?.hasSuffix(", theta, mine") == true)
    let rule = "allocation.policy { allocation.rule { 'r', with = 'qqqq' } }"
    #expect(await reason(rule, methods: methods)?.hasSuffix("; there are divide") == true)
  }

  @Test func `an endless method ends with its script`() async {
    let script = Self.days + "forecast.series(days, { horizon = 3, method = 'mine' })"
    let reason = await reason(script, methods: ["mine": Self.method("while true do end")])
    #expect(reason == "Scripts/methods/mine.lua:2: the script used up its CPU time (limit 10 s)")
  }
}
