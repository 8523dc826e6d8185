/// The platforms that sources can be at: those that are built in, and those that plug-ins add.
public struct ProviderCatalogue: Sendable {
  /// Every platform, in the order of their names.
  public let all: [any Provider]

  /// Creates a catalogue of platforms; of two with one name the first counts.
  public init(_ providers: [any Provider]) {
    var names: Set<String> = []
    all = providers.filter { names.insert($0.name).inserted }.sorted { $0.name < $1.name }
  }

  /// The platforms with an adapter in Swift.
  public static let builtIn: ProviderCatalogue = ProviderCatalogue([
    CuadraProvider(), HeliusProvider(), NotteProvider(), PuterProvider(), ShoalProvider(),
  ])

  /// The names of all platforms, sorted.
  public var names: [String] { all.map(\.name) }

  /// The platform of a name, or nil.
  public func named(_ name: String) -> (any Provider)? {
    all.first { $0.name == name }
  }
}
