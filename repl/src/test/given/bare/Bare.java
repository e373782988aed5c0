class Bare { }
