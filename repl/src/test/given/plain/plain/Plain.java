package plain;

public class Plain { }
