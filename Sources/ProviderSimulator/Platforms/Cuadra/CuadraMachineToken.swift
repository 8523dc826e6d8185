import UsageModel

/// A machine token that carries when it was issued, so that nothing has to be remembered.
struct CuadraMachineToken {
  /// How many seconds a token is good for.
  static let lifetime: Int64 = 3600

  private static let prefix = "cuadra-machine"

  let text: String

  /// Issues a token.
  init(issued: Timestamp, in world: World) {
    let signature = world.token("cuadra machine token", at: issued.seconds)
    text = "\(Self.prefix).\(issued.seconds).\(signature)"
  }

  /// Whether a text is a token that was issued in this world and has not expired.
  static func accepts(_ text: String, at now: Timestamp, in world: World) -> Bool {
    let parts = text.split(separator: ".")
    guard parts.count == 3, let seconds = Int64(parts[1]),
      (0..<253_402_300_800).contains(seconds)
    else { return false }
    let issued = Timestamp(seconds: seconds)
    return text == Self(issued: issued, in: world).text
      && now < issued.advanced(bySeconds: lifetime)
  }
}
