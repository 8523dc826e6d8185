/// Which method makes a forecast.
public struct ForecastChoice: Sendable {
  /// What scripts and reports call it.
  public let name: String
  /// The methods that are mixed, or the one that works alone.
  let methods: [any ForecastMethod]
  /// Whether cycles, jumps and the last year are looked for.
  let isAutomatic: Bool

  /// A mixture whose shares follow from how the methods would have done on the series itself.
  public static let auto = ForecastChoice(
    name: "auto",
    methods: ForecastMethods.mixed,
    isAutomatic: true
  )

  /// One method alone.
  static func method(_ method: any ForecastMethod) -> ForecastChoice {
    ForecastChoice(name: method.name, methods: [method], isAutomatic: false)
  }

  /// A function of the user's: it takes the amounts of the days so far and how many days are wanted.
  public static func custom(
    _ name: String = "custom",
    path: @escaping @Sendable (_ values: [Double], _ days: Int) throws -> [Double]
  ) -> ForecastChoice {
    // Such functions may be slow, so they are tried on few days.
    .method(CustomMethod(name: name, mostTrials: 24) { try path($0.values, $1) })
  }

  /// A method of the user's, with a name of its own: tried on as many days as the built-in ones.
  public static func method(
    named name: String,
    path: @escaping @Sendable (_ past: ForecastPast, _ days: Int) throws -> [Double]
  ) -> ForecastChoice {
    .method(CustomMethod(name: name, mostTrials: 64, function: path))
  }

  /// The method of a name; nil where there is none (``ForecastMethods/names`` has them all).
  public init?(named name: String) {
    if name == Self.auto.name {
      self = .auto
    } else if let method = ForecastMethods.all.first(where: { $0.name == name }) {
      self = .method(method)
    } else {
      return nil
    }
  }

  private init(name: String, methods: [any ForecastMethod], isAutomatic: Bool) {
    self.name = name
    self.methods = methods
    self.isAutomatic = isAutomatic
  }
}
