class Ada { }
