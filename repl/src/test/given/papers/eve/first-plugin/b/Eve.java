class Eve { }
