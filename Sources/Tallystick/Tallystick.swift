/// The version of this library and of its command, by semantic versioning.
public let version: String = "0.1.0"
