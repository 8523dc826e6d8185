/// The registry of platforms.
public enum Providers {
  /// Every platform with an adapter, by name.
  public static let all: [any Provider] = [
    CuadraProvider(), HeliusProvider(), NotteProvider(), PuterProvider(), ShoalProvider(),
  ]

  /// The platform of a name, or nil.
  public static func named(_ name: String) -> (any Provider)? {
    all.first { $0.name == name }
  }
}
