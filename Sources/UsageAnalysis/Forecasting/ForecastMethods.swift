/// The methods that can be asked for by name.
public enum ForecastMethods {
  /// Every method; a new one is added here.
  static let all: [any ForecastMethod] = [
    RunRate(), SeasonalNaive(), DayOfWeekMean(), RecentLevel(), ExponentialSmoothing.additive,
    ExponentialSmoothing.damped, Theta(),
  ]

  /// What `auto` mixes: methods that err in different ways.
  static let mixed: [any ForecastMethod] = [
    DayOfWeekMean(), DayOfWeekMean(name: "day_of_week_long", weeks: 8), RecentLevel(),
    ExponentialSmoothing.additive, ExponentialSmoothing.damped, Theta(),
  ]

  /// All names, `auto` first.
  public static var names: [String] { [ForecastChoice.auto.name] + all.map(\.name) }
}
