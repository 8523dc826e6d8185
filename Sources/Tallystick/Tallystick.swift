/// The product itself.
public enum Tallystick {
  /// The version, by semantic versioning.
  public static let version: String = "0.1.0"
}
